/** @jsxImportSource preact */
import type { PortalSubmitted } from '@jingyun/contracts';
import { useEffect, useRef } from 'preact/hooks';
import { useWords } from './words.ts';

/** What happens next, once a ticket was sent. */
export function SentPage({
  sent,
  onAnother,
}: {
  sent: PortalSubmitted & { email: string };
  onAnother: () => void;
}) {
  const { t } = useWords();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section class="sent">
      <div class="mark" aria-hidden="true">
        ✓
      </div>
      <h1 ref={title} tabIndex={-1}>
        {t('sent.title')}
      </h1>
      <p class="number">{t('sent.number', { number: sent.number })}</p>
      {sent.mailed && <p>{t('sent.mailed', { email: sent.email })}</p>}
      {sent.token !== null && (
        <>
          <p class="notice warn">{t('sent.keep')}</p>
          <a class="button main" href={`/portal/ticket#${sent.token}`}>
            {t('sent.open')}
          </a>
        </>
      )}
      <button type="button" class="plain" onClick={onAnother}>
        {t('sent.another')}
      </button>
    </section>
  );
}
