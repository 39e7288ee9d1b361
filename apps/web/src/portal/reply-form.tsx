/** @jsxImportSource preact */
import type { FileInfo, PortalInfo, PortalReplied, PortalTicket } from '@jingyun/contracts';
import { useRef, useState } from 'preact/hooks';
import { ApiError } from '../lib/api/problem.ts';
import { newKey, portal } from './api.ts';
import { Problem, TextArea } from './fields.tsx';
import { Uploads } from './uploads.tsx';
import { useDraft } from './use-draft.ts';
import { useWords } from './words.ts';

interface Props {
  token: string;
  status: PortalTicket['status'];
  limits: PortalInfo['limits'];
  onReplied: (replied: PortalReplied) => Promise<void>;
}

/** The customer's answer. */
export function ReplyForm({ token, status, limits, onReplied }: Props) {
  const { t } = useWords();
  const [{ text }, change] = useDraft(`reply.${token.slice(0, 12)}`, { text: '' });
  const [files, setFiles] = useState<FileInfo[]>([]);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [uploading, setUploading] = useState(false);
  const [empty, setEmpty] = useState(false);
  const key = useRef({ of: '', value: '' });

  const send = async () => {
    setEmpty(text.trim() === '');
    if (text.trim() === '') return;
    const body = { text, attachments: files.map(({ id }) => id) };
    const content = JSON.stringify(body);
    if (key.current.of !== content) key.current = { of: content, value: newKey() };
    setBusy(true);
    setFailure(null);
    try {
      const replied = await portal.reply(token, body, key.current.value);
      key.current = { of: '', value: '' };
      change({ text: '' });
      setFiles([]);
      await onReplied(replied);
    } catch (cause) {
      setFailure(cause);
      if (cause instanceof ApiError && cause.code === 'portal_upload_used') setFiles([]);
    } finally {
      setBusy(false);
    }
  };

  const hints = { solved: t('ticket.replySolved'), closed: t('ticket.replyClosed') } as const;
  const hint = status === 'solved' || status === 'closed' ? { hint: hints[status] } : {};
  return (
    <form
      class="reply"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {failure !== null && <Problem cause={failure} />}
      <TextArea
        id="reply"
        label={t('ticket.reply')}
        {...hint}
        rows={4}
        maxLength={limits.text}
        value={text}
        error={empty ? t('error.required') : undefined}
        onValue={(value) => {
          setEmpty(false);
          change({ text: value });
        }}
      />
      <Uploads limits={limits} files={files} onFiles={setFiles} onBusy={setUploading} />
      <button type="submit" class="main" disabled={busy || uploading}>
        {t(busy ? 'ticket.sending' : 'ticket.send')}
      </button>
    </form>
  );
}
