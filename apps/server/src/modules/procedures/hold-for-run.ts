import { type Locale, locales, procedureWordsFor } from '@jingyun/contracts';
import type { Hold } from '../tickets/index.ts';
import type { ProcedureRow } from './procedure.repo.ts';
import type { RunRow } from './run.repo.ts';
import { openMandatory } from './run.rules.ts';
import type { VersionRow } from './version.repo.ts';

/** Names of open steps that a refusal tells; of further ones it tells how many. */
const maxNamed = 3;

const key = (run: Pick<RunRow, 'id' | 'ticketId'>) => ({
  ticketId: run.ticketId,
  holder: 'procedures',
  key: run.id,
});

/** The hold of a run that is over. */
export const holdOf = key;

/** The hold that the open mandatory steps of a run put on its ticket; null where there are none. */
export function holdForRun(
  run: RunRow,
  procedure: Pick<ProcedureRow, 'name'>,
  { content }: Pick<VersionRow, 'content'>,
): Hold | null {
  const open = openMandatory(content, run.steps);
  if (run.status !== 'running' || open.length === 0) return null;
  const reason = Object.fromEntries(
    locales.map((locale) => [locale, reasonIn(locale, procedure, content.locale, open)]),
  ) as Record<Locale, string>;
  return { ...key(run), reason };
}

function reasonIn(
  locale: Locale,
  procedure: Pick<ProcedureRow, 'name'>,
  own: Locale,
  open: ReturnType<typeof openMandatory>,
): string {
  const name = procedureWordsFor(procedure.name, locale, own);
  const steps = open.slice(0, maxNamed).map(({ title }) => procedureWordsFor(title, locale, own));
  const more = open.length - steps.length;
  if (locale === 'en') return `${name} (${steps.join(', ')}${more > 0 ? `, ${more} more` : ''})`;
  const rest = locale === 'zh-TW' ? `等 ${open.length} 項` : `等 ${open.length} 项`;
  return `${name}（${steps.join('、')}${more > 0 ? rest : ''}）`;
}
