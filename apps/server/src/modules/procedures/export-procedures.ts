import { PassThrough, type Readable } from 'node:stream';
import {
  type Locale,
  type ProcedureKind,
  type ProcedureListQuery,
  type ProcedureSummary,
  procedureVersionStatusWords,
  procedureWordsFor,
  type Words,
} from '@jingyun/contracts';
import type { Call } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { say } from '../../platform/i18n/server-words.ts';
import { type Cell, writeCsv } from '../../platform/tabular/write-csv.ts';
import { writeXlsx } from '../../platform/tabular/write-xlsx.ts';
import { findTeamNames } from '../people/index.ts';
import { listProcedures } from './read-procedures.ts';

const headers: readonly Words[] = [
  { zh: '编号', en: 'Code' },
  { zh: '名称', en: 'Name' },
  { zh: '类型', en: 'Kind' },
  { zh: '负责人', en: 'Owner' },
  { zh: '版本', en: 'Version' },
  { zh: '状态', en: 'State' },
  { zh: '生效日期', en: 'In force from' },
  { zh: '团队', en: 'Teams' },
];
const kinds: Record<ProcedureKind, Words> = {
  sop: { zh: '操作流程', en: 'SOP' },
  standard: { zh: '服务标准', en: 'Service standard' },
};
const states = {
  inForce: { zh: '生效中', en: 'In force' },
  coming: { zh: '即将生效', en: 'Coming into force' },
} as const satisfies Record<string, Words>;
const allTeams: Words = { zh: '全部团队', en: 'All teams' };
const otherTeams: Words = { zh: '其余团队', en: 'All other teams' };

/** The procedures that fit, in rows of a sheet: one for each version in force, coming, or being written. */
export async function exportedProcedures(tx: Tx, call: Call, asked: ProcedureListQuery): Promise<Cell[][]> {
  const list = await listProcedures(tx, call, asked);
  const teamIds = list.flatMap(({ inForce, coming }) =>
    [...inForce, ...coming].flatMap((one) => one.teamIds),
  );
  const teams = await findTeamNames(tx, teamIds);
  return list.flatMap((procedure) => rowsOf(procedure, call.actor.locale, teams));
}

function rowsOf(procedure: ProcedureSummary, locale: Locale, teams: ReadonlyMap<string, string>): Cell[][] {
  const { code, name, kind, owner, inForce, coming, open } = procedure;
  const head: Cell[] = [
    code,
    procedureWordsFor(name, locale, locale),
    say(kinds[kind], locale),
    owner?.name ?? null,
  ];
  const named = (ids: readonly string[], some: boolean) =>
    ids.length === 0
      ? say(some ? otherTeams : allTeams, locale)
      : ids.flatMap((id) => teams.get(id) ?? []).join(locale === 'en' ? ', ' : '、');
  const rows = [
    ...inForce.map((one): Cell[] => [
      one.number,
      say(states.inForce, locale),
      one.inForceFrom,
      named(one.teamIds, inForce.length > 1),
    ]),
    ...coming.map((one): Cell[] => [
      one.number,
      say(states.coming, locale),
      one.inForceFrom,
      named(one.teamIds, false),
    ]),
    ...(open === null
      ? []
      : [[open.number, say(procedureVersionStatusWords[open.status], locale), null, null]]),
  ];
  return (rows.length === 0 ? [[null, null, null, null]] : rows).map((row) => [...head, ...row]);
}

/** The rows as a file, in the reader's language. */
export function procedureSheet(
  rows: readonly Cell[][],
  locale: Locale,
  format: 'csv' | 'xlsx',
): { type: string; stream: Readable } {
  const stream = new PassThrough();
  const names = headers.map((words) => say(words, locale));
  const sheetName = say({ zh: '流程', en: 'Procedures' }, locale);
  const written =
    format === 'csv' ? writeCsv(stream, names, rows) : writeXlsx(stream, names, rows, { sheetName });
  // A reader that went away, or a failure: the stream carries it to the one who sends.
  written.catch((error: Error) => stream.destroy(error));
  const type =
    format === 'csv'
      ? 'text/csv; charset=utf-8'
      : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return { type, stream };
}
