/** @jsxImportSource preact */
import type { FileInfo, PortalInfo } from '@jingyun/contracts';
import { useRef, useState } from 'preact/hooks';
import { portal } from './api.ts';
import { Problem } from './fields.tsx';
import { useWords } from './words.ts';

const megabyte = 1024 * 1024;
const accept = 'image/png,image/jpeg,image/gif,image/webp,application/pdf,text/plain,video/mp4';

interface Props {
  limits: PortalInfo['limits'];
  files: FileInfo[];
  onFiles: (change: (files: FileInfo[]) => FileInfo[]) => void;
  onBusy: (busy: boolean) => void;
}

/** Files of one message, uploaded one after another as soon as they are chosen: slow lines do one thing at a time. */
export function Uploads({ limits, files, onFiles, onBusy }: Props) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [running, setRunning] = useState<string | null>(null);
  const [failure, setFailure] = useState<{ cause?: unknown; text?: string } | null>(null);
  const size = limits.attachmentBytes / megabyte;

  const take = async (chosen: File[]) => {
    setFailure(null);
    onBusy(true);
    for (const file of chosen.slice(0, limits.attachments - files.length)) {
      if (file.size > limits.attachmentBytes) {
        setFailure({ text: t('files.tooLarge', { name: file.name, size }) });
        continue;
      }
      setRunning(file.name);
      try {
        const kept = await portal.upload(file);
        onFiles((before) => [...before, kept]);
      } catch (cause) {
        setFailure({ cause });
      }
    }
    setRunning(null);
    onBusy(false);
  };

  return (
    <div class="field">
      <ul class="files">
        {files.map((file) => (
          <li key={file.id}>
            <span class="name">{file.name}</span>
            <button
              type="button"
              class="quiet"
              aria-label={t('files.remove', { name: file.name })}
              onClick={() => onFiles((before) => before.filter(({ id }) => id !== file.id))}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      <p class="hint" aria-live="polite">
        {running !== null && t('files.uploading', { name: running })}
      </p>
      {files.length < limits.attachments && (
        <>
          <input
            ref={input}
            type="file"
            multiple
            class="hidden"
            tabIndex={-1}
            aria-hidden="true"
            accept={accept}
            onChange={(event) => {
              const chosen = [...(event.currentTarget.files ?? [])];
              event.currentTarget.value = '';
              void take(chosen);
            }}
          />
          <button
            type="button"
            class="plain"
            disabled={running !== null}
            onClick={() => input.current?.click()}
          >
            {t('files.add')}
          </button>
          <p class="hint">{t('files.hint', { count: limits.attachments, size })}</p>
        </>
      )}
      {failure?.text !== undefined && (
        <div class="notice bad" role="alert">
          {failure.text}
        </div>
      )}
      {failure !== null && failure.text === undefined && <Problem cause={failure.cause} />}
    </div>
  );
}
