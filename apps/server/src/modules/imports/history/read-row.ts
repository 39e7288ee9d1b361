import {
  emailAddress,
  type ImportDateField,
  type ImportField,
  type ImportMapping,
  type TicketChannel,
  type TicketKind,
  type TicketLevel,
  type TicketPriority,
  type TicketStatus,
} from '@jingyun/contracts';
import { ServiceError } from '../../../platform/errors/service-error.ts';
import { dateReader } from '../../../platform/tabular/date-reader.ts';
import type { RowProblem, TabularRow } from '../../../platform/tabular/types.ts';
import {
  channelWords,
  foldWord,
  kindWords,
  levelWords,
  noWords,
  priorityWords,
  statusWords,
  yesWords,
} from '../mapping/words.ts';

/** A row as the mapping understands it. Times are epoch milliseconds; null is "the row does not say". */
export interface ReadRow {
  rowNumber: number;
  externalId: string;
  at: number | null;
  activity: string | null;
  by: string | null;
  /** The status in our words; null where the row says none, or one that is not understood. */
  status: TicketStatus | null;
  /** The status in the file's words. */
  sourceStatus: string | null;
  priority: TicketPriority | null;
  importance: TicketLevel | null;
  urgency: TicketLevel | null;
  kind: TicketKind | null;
  channel: TicketChannel | null;
  category: string | null;
  team: string | null;
  assignee: string | null;
  subject: string | null;
  description: string | null;
  requester: string | null;
  requesterEmail: string | null;
  requesterPhone: string | null;
  tags: string[];
  createdAt: number | null;
  firstRepliedAt: number | null;
  solvedAt: number | null;
  closedAt: number | null;
  slaMet: boolean | null;
  /** Columns kept as custom fields that the row fills, by the column. */
  kept: Readonly<Record<string, string>>;
}

export type RowReader = (row: TabularRow) => ReadRow | RowProblem;

/** What a custom field can hold, in characters. */
const keptLimit = 5_000;

/** What fields of a ticket can hold, in characters. */
export const textLimits = {
  externalId: 200,
  subject: 300,
  description: 100_000,
  category: 100,
  team: 100,
  assignee: 100,
  requester: 200,
  requesterEmail: 254,
  requesterPhone: 40,
  activity: 200,
  by: 200,
} as const satisfies Partial<Record<ImportField, number>>;

/** Refuses a mapping that cannot work on the file before a row is read. Throws `import_mapping_…`. */
export function checkMapping(mapping: ImportMapping, headers: readonly string[] | null): void {
  const required: ImportField[] = mapping.shape === 'history' ? ['externalId', 'at'] : ['externalId'];
  for (const field of required) {
    if (mapping.columns[field] === undefined) {
      throw new ServiceError('import_mapping_incomplete', { params: { field } });
    }
  }
  for (const [field, mapped] of Object.entries(mapping.columns)) {
    if (mapped === undefined) continue;
    if (headers !== null && !headers.includes(mapped.column)) {
      throw new ServiceError('import_mapping_unknown_column', { params: { column: mapped.column } });
    }
    if ((field === 'at' || field.endsWith('At')) && mapped.dateFormat === undefined) {
      throw new ServiceError('import_mapping_date_format', { params: { column: mapped.column } });
    }
  }
  const strange = headers === null ? undefined : mapping.keep.find((column) => !headers.includes(column));
  if (strange !== undefined) {
    throw new ServiceError('import_mapping_unknown_column', { params: { column: strange } });
  }
}

/**
 * A reader of rows for one mapping.
 *
 * Words are looked up in the mapping, then in the product's own lists; a word that
 * neither knows leaves the field unsaid, so that an odd status (`-100` in a
 * ServiceNow log) costs a status and not the ticket. Dates are strict: one that
 * cannot be read is a problem of the row.
 *
 * @param now times after it are refused (a day is allowed for zones set wrong on either side)
 */
export function rowReader(mapping: ImportMapping, timeZone: string, now: number): RowReader {
  const unknown = new Set(mapping.unknown.map(foldWord));
  const nothing = (text: string) => text === '' || (unknown.size > 0 && unknown.has(foldWord(text)));
  const plain = (field: ImportField) => {
    const column = mapping.columns[field]?.column;
    return (row: TabularRow): string | null => {
      if (column === undefined) return null;
      const text = (row.values[column] ?? '').trim();
      return nothing(text) ? null : text;
    };
  };
  const word = <T extends string>(
    field: ImportField,
    own: Record<string, T>,
    known: ReadonlyMap<string, T>,
  ) => {
    const text = plain(field);
    const meanings = new Map([
      ...known,
      ...Object.entries(own).map(([key, value]) => [foldWord(key), value as T] as const),
    ]);
    const seen = new Map<string, T | null>();
    return (row: TabularRow): T | null => {
      const value = text(row);
      if (value === null) return null;
      let meaning = seen.get(value);
      if (meaning === undefined) {
        meaning = meanings.get(foldWord(value)) ?? null;
        if (seen.size < 10_000) seen.set(value, meaning);
      }
      return meaning;
    };
  };
  const latest = now + 86_400_000;
  const date = (field: ImportDateField) => {
    const mapped = mapping.columns[field];
    if (mapped?.dateFormat === undefined) return () => null;
    const read = dateReader(mapped.dateFormat, mapping.timeZone ?? timeZone);
    const text = plain(field);
    return (row: TabularRow): number | null => {
      const value = text(row);
      if (value === null) return null;
      const epoch = read(value);
      const params = { column: mapped.column, value: value.slice(0, 60) };
      if (epoch === null) {
        throw new Refused({
          code: 'import_row_bad_date',
          params: { ...params, format: mapped.dateFormat ?? '' },
        });
      }
      if (epoch > latest) throw new Refused({ code: 'import_row_in_future', params });
      return epoch;
    };
  };
  const bounded = (field: keyof typeof textLimits) => {
    const text = plain(field);
    const limit = textLimits[field];
    const column = mapping.columns[field]?.column ?? '';
    return (row: TabularRow): string | null => {
      const value = text(row);
      if (value !== null && value.length > limit) {
        throw new Refused({ code: 'import_row_text_too_long', params: { column, limit } });
      }
      return value;
    };
  };
  const email = () => {
    const text = bounded('requesterEmail');
    const column = mapping.columns.requesterEmail?.column ?? '';
    return (row: TabularRow): string | null => {
      const value = text(row)?.toLowerCase() ?? null;
      if (value !== null && !emailAddress.safeParse(value).success) {
        throw new Refused({ code: 'import_row_bad_email', params: { column, value: value.slice(0, 60) } });
      }
      return value;
    };
  };
  const named = (field: 'category' | 'team' | 'assignee' | 'requester') => {
    const text = bounded(field);
    const column = mapping.columns[field]?.column ?? '';
    return (row: TabularRow): string | null => {
      const value = text(row);
      // A bare key of the source system is no name that a person could read: `assignment_group 70`.
      return value !== null && /^\d+$/.test(value) ? `${column} ${value}` : value;
    };
  };

  const read = {
    externalId: bounded('externalId'),
    at: date('at'),
    activity: bounded('activity'),
    by: bounded('by'),
    activityStatus: word(
      'activity',
      mapping.words.activity,
      mapping.columns.status ? new Map() : statusWords,
    ),
    status: word('status', mapping.words.status, statusWords),
    sourceStatus: plain('status'),
    priority: word('priority', mapping.words.priority, priorityWords),
    importance: word('importance', mapping.words.importance, levelWords),
    urgency: word('urgency', mapping.words.urgency, levelWords),
    kind: word('kind', mapping.words.kind, kindWords),
    channel: word('channel', mapping.words.channel, channelWords),
    category: named('category'),
    team: named('team'),
    assignee: named('assignee'),
    subject: bounded('subject'),
    description: bounded('description'),
    requester: named('requester'),
    requesterEmail: email(),
    requesterPhone: bounded('requesterPhone'),
    tags: plain('tags'),
    createdAt: date('createdAt'),
    firstRepliedAt: date('firstRepliedAt'),
    solvedAt: date('solvedAt'),
    closedAt: date('closedAt'),
    slaMet: plain('slaMet'),
  };
  const kept = (row: TabularRow): Record<string, string> => {
    const found: Record<string, string> = {};
    for (const column of mapping.keep) {
      const value = (row.values[column] ?? '').trim();
      if (nothing(value)) continue;
      if (value.length > keptLimit) {
        throw new Refused({ code: 'import_row_text_too_long', params: { column, limit: keptLimit } });
      }
      found[column] = value;
    }
    return found;
  };
  const idColumn = mapping.columns.externalId?.column ?? '';

  return (row) => {
    if (row.problem) return row.problem;
    try {
      const externalId = read.externalId(row);
      if (externalId === null) return { code: 'import_row_no_id', params: { column: idColumn } };
      return {
        rowNumber: row.rowNumber,
        externalId,
        at: read.at(row),
        activity: read.activity(row) ?? read.sourceStatus(row),
        by: read.by(row),
        status: read.status(row) ?? read.activityStatus(row),
        sourceStatus: read.sourceStatus(row),
        priority: read.priority(row),
        importance: read.importance(row),
        urgency: read.urgency(row),
        kind: read.kind(row),
        channel: read.channel(row),
        category: read.category(row),
        team: read.team(row),
        assignee: read.assignee(row),
        subject: read.subject(row),
        description: read.description(row),
        requester: read.requester(row),
        requesterEmail: read.requesterEmail(row),
        requesterPhone: read.requesterPhone(row),
        tags: tagsOf(read.tags(row)),
        createdAt: read.createdAt(row),
        firstRepliedAt: read.firstRepliedAt(row),
        solvedAt: read.solvedAt(row),
        closedAt: read.closedAt(row),
        slaMet: yesOrNo(read.slaMet(row)),
        kept: kept(row),
      };
    } catch (error) {
      if (error instanceof Refused) return error.problem;
      throw error;
    }
  };
}

/** True for what a reader gives instead of a row. */
export function isProblem(read: object): read is RowProblem {
  return 'code' in read;
}

class Refused extends Error {
  readonly problem: RowProblem;
  constructor(problem: RowProblem) {
    super(problem.code);
    this.problem = problem;
  }
}

function tagsOf(text: string | null): string[] {
  if (text === null) return [];
  const tags = text.split(/[,;|,;、]/).map((tag) => tag.trim().slice(0, 50));
  return [...new Set(tags.filter((tag) => tag !== ''))].slice(0, 50);
}

function yesOrNo(text: string | null): boolean | null {
  if (text === null) return null;
  const word = foldWord(text);
  return yesWords.has(word) ? true : noWords.has(word) ? false : null;
}
