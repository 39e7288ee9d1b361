/** @jsxImportSource preact */
import type { PortalMessage } from '@jingyun/contracts';
import { portal } from './api.ts';
import { useWords } from './words.ts';

interface Props {
  message: PortalMessage;
  token: string;
  onFailure: (cause: unknown) => void;
}

/** One message of the conversation. */
export function MessageItem({ message, token, onFailure }: Props) {
  const { t, time } = useWords();
  const who =
    message.by === 'customer' ? t('ticket.you') : message.by === 'system' ? t('ticket.system') : message.name;
  return (
    <li class={`message ${message.by}`}>
      <p class="who">
        <strong>{who}</strong>{' '}
        <time class="faint" dateTime={message.createdAt}>
          {time(message.createdAt)}
        </time>
      </p>
      {message.html === null ? (
        <p class="text">{message.text}</p>
      ) : (
        // biome-ignore lint/security/noDangerouslySetInnerHtml: the server keeps sanitised HTML only
        <div class="text rich" dangerouslySetInnerHTML={{ __html: message.html }} />
      )}
      {message.attachments.length > 0 && (
        <ul class="files">
          {message.attachments.map((file) => (
            <li key={file.id}>
              <button
                type="button"
                class="link"
                aria-label={t('files.download', { name: file.name })}
                onClick={() => portal.download(token, file.id).catch(onFailure)}
              >
                {file.name}
              </button>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
