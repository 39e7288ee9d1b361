import {
  CloseOutlined,
  FileImageOutlined,
  FileOutlined,
  LoadingOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import type { FileInfo } from '@jingyun/contracts';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../../lib/format-bytes.ts';
import type { PendingFile } from '../../files/use-uploads.ts';
import styles from './ticket.module.css';

/** The files of a message, to be opened or kept. */
export function AttachmentList({ files }: { files: readonly FileInfo[] }) {
  const { t } = useTranslation();
  if (files.length === 0) return null;
  return (
    <ul className={styles['files']} aria-label={t('tickets.field.attachments')}>
      {files.map((file) => (
        <li key={file.id}>
          <a
            className={styles['file']}
            href={`/api/v1/files/${file.id}`}
            target="_blank"
            rel="noreferrer"
            title={file.name}
          >
            {file.mediaType.startsWith('image/') ? <FileImageOutlined /> : <FileOutlined />}
            <span className="ellipsis">{file.name}</span>
            <span className="faint num">{formatBytes(file.bytes)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Files on their way up, each with what became of it. */
export function PendingFiles({
  files,
  onRemove,
}: {
  files: readonly PendingFile[];
  onRemove: (key: string) => void;
}) {
  const { t } = useTranslation();
  if (files.length === 0) return null;
  return (
    <ul className={styles['files']} aria-label={t('tickets.field.attachments')}>
      {files.map((file) => (
        <li key={file.key} className={styles['file']} data-failed={file.error !== null}>
          {file.error !== null ? (
            <WarningOutlined />
          ) : file.id === null ? (
            <LoadingOutlined />
          ) : (
            <FileOutlined />
          )}
          <span className="ellipsis" title={file.error ?? file.name}>
            {file.name}
            {file.error === null ? '' : ` — ${file.error}`}
          </span>
          <span className="faint num">{formatBytes(file.bytes)}</span>
          <button
            type="button"
            aria-label={t('tickets.removeFile', { name: file.name })}
            onClick={() => onRemove(file.key)}
          >
            <CloseOutlined />
          </button>
        </li>
      ))}
    </ul>
  );
}
