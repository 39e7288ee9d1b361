/** Process mining: event logs in and out, what they say of a process, models of it, and whether work keeps to them. */

export {
  type AttributeColumn,
  type AttributeTable,
  type BooleanColumn,
  caseCount,
  type DateColumn,
  type EventLog,
  eventCount,
  type ListColumn,
  type NestedAttribute,
  type NumberColumn,
  type StringColumn,
} from './event-log.ts';
export {
  type AttributeValue,
  buildEventLog,
  type EventRow,
  type TimeValue,
} from './log/build-event-log.ts';
export type { ByteSource } from './log/byte-source.ts';
export { parseTime } from './log/parse-time.ts';
export {
  type ReadXesOptions,
  readXes,
  type XesClassifier,
  type XesDocument,
  type XesExtension,
  type XesIssues,
} from './log/read-xes.ts';
export { writeXes } from './log/write-xes.ts';
