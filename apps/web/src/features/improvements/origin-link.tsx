import type { Improvement } from '@jingyun/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

/** What it was opened from: an alert, a ticket, a suggestion; nothing for one made by hand. */
export function OriginLink({ improvement }: { improvement: Improvement }) {
  const { t } = useTranslation();
  const { from, source } = improvement;
  if (from === null) return source === 'suggestion' ? <> · {t('improvements.source.suggestion')}</> : null;
  const text = from.title ?? t(`improvements.source.${from.type}`);
  return (
    <>
      {' · '}
      {t(`improvements.source.${from.type}`)}
      {'：'}
      {from.type === 'ticket' && from.title !== null ? <Link to={`/tickets/${from.id}`}>{text}</Link> : text}
    </>
  );
}
