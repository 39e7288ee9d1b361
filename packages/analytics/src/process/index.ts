/** Process mining: event logs in and out, what they say of a process, models of it, and whether work keeps to them. */

export { type AlignmentOptions, alignLog } from './conformance/align-log.ts';
export type {
  AlignedTrace,
  AlignmentMove,
  LogAlignment,
  TraceAlignment,
  UndecidedTrace,
} from './conformance/alignment-types.ts';
export { type Deviation, findDeviations } from './conformance/find-deviations.ts';
export { type LogReplay, replayLog, type TraceReplay } from './conformance/replay-log.ts';
export { inductiveMiner } from './discovery/inductive-miner.ts';
export type { Traces } from './distinct-traces.ts';
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
  type ActivityFilterOptions,
  filterActivities,
} from './filter/filter-activities.ts';
export {
  type AttributeFilterOptions,
  type CellValue,
  filterAttribute,
} from './filter/filter-attribute.ts';
export { type FilterOptions, filterCases } from './filter/filter-cases.ts';
export { type FollowsFilterOptions, filterFollows } from './filter/filter-follows.ts';
export { type BetweenOptions, filterDuration, filterEventCount } from './filter/filter-size.ts';
export { filterTimeRange, type TimeRangeOptions } from './filter/filter-time-range.ts';
export { filterVariants, type VariantChoice } from './filter/filter-variants.ts';
export {
  type AttributeValue,
  buildEventLog,
  type EventRow,
  type TimeValue,
} from './log/build-event-log.ts';
export type { ByteSource } from './log/byte-source.ts';
export { type LifecycleOptions, type PairedLifecycle, pairLifecycle } from './log/pair-lifecycle.ts';
export { parseTime } from './log/parse-time.ts';
export {
  type CsvIssues,
  type CsvLog,
  type DateStyle,
  type ReadCsvOptions,
  readCsv,
} from './log/read-csv.ts';
export { readXes } from './log/read-xes.ts';
export { writeCsv } from './log/write-csv.ts';
export { writeXes } from './log/write-xes.ts';
export type {
  ReadXesOptions,
  XesClassifier,
  XesDocument,
  XesExtension,
  XesIssues,
} from './log/xes-document.ts';
export { type DottedChart, type DottedChartOptions, dottedChart } from './map/dotted-chart.ts';
export {
  type ProcessMap,
  type ProcessMapEdge,
  type ProcessMapNode,
  type ProcessMapOptions,
  processMap,
} from './map/process-map.ts';
export { checkWorkflowNet, type WorkflowNetProblem } from './models/check-workflow-net.ts';
export type { ProcessModel } from './models/model.ts';
export { parseProcessTree } from './models/parse-process-tree.ts';
export type { Arc, PetriNet, Transition } from './models/petri-net.ts';
export { printProcessTree } from './models/print-process-tree.ts';
export { type ProcedureStep, procedureToTree } from './models/procedure.ts';
export { activity, block, type ProcessTree, silent, type TreeOperator } from './models/process-tree.ts';
export { readPnml } from './models/read-pnml.ts';
export { reduceProcessTree } from './models/reduce-process-tree.ts';
export { treeToPetriNet } from './models/tree-to-petri-net.ts';
export { writeBpmn } from './models/write-bpmn.ts';
export { writePnml } from './models/write-pnml.ts';
export { type FlattenOptions, flattenOcel } from './ocel/flatten-ocel.ts';
export type {
  OcelEvent,
  OcelLog,
  OcelObject,
  OcelRelation,
  OcelType,
  OcelValue,
  OcelValueType,
} from './ocel/ocel-log.ts';
export { type OcelDocument, type OcelIssues, readOcel } from './ocel/read-ocel.ts';
export { writeOcel } from './ocel/write-ocel.ts';
export {
  type ActivityDelay,
  type Bottlenecks,
  bottlenecks,
  type EdgeDelay,
} from './performance/bottlenecks.ts';
export { caseDurations, type LogSummary, summarizeLog } from './performance/case-durations.ts';
export {
  type ActivityNode,
  type DirectlyFollowsGraph,
  directlyFollows,
  type FollowsEdge,
} from './performance/directly-follows.ts';
export type { DurationSummary } from './performance/duration-summary.ts';
export {
  type ActivityHandover,
  type HandoverPair,
  type Handovers,
  handovers,
} from './performance/handovers.ts';
export { type Rework, type ReworkedActivity, rework } from './performance/rework.ts';
export {
  type TemporalDeviation,
  type TemporalDeviations,
  temporalDeviations,
} from './performance/temporal-deviations.ts';
export { type TemporalEntry, type TemporalProfile, temporalProfile } from './performance/temporal-profile.ts';
export { type Variant, type Variants, variants } from './variants/variants.ts';
