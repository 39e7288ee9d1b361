import type {
  TicketChannel,
  TicketKind,
  TicketLevel,
  TicketPriority,
  TicketStatus,
} from '@jingyun/contracts';

/** What changes in the life of a ticket, in the file's own names for teams, people and categories. */
export interface TicketState {
  status: TicketStatus;
  priority: TicketPriority;
  importance: TicketLevel | null;
  urgency: TicketLevel | null;
  category: string | null;
  team: string | null;
  assignee: string | null;
}

/** One thing that happened to a ticket. Times are epoch milliseconds and never run backwards within a history. */
export type HistoryStep = { at: number; by: string | null } & (
  | { type: 'created'; state: TicketState }
  | { type: 'changed'; from: Partial<TicketState>; to: Partial<TicketState> }
  | { type: 'replied' }
  /** A row of the log as its system called it, whether anything changed or not: what process mining reads. */
  | { type: 'activity'; activity: string }
);

/** A ticket with everything that happened to it. */
export interface TicketHistory {
  externalId: string;
  /** Rows it was made from. */
  rowNumbers: number[];
  subject: string;
  description: string | null;
  kind: TicketKind;
  channel: TicketChannel;
  requester: { name: string | null; email: string | null; phone: string | null } | null;
  tags: string[];
  /** Columns kept as custom fields, by the column; absent where there are none. */
  kept?: Readonly<Record<string, string>>;
  /** As it stands after the last step. */
  state: TicketState;
  createdAt: number;
  firstRepliedAt: number | null;
  /** When it was last solved; null where it is not. */
  solvedAt: number | null;
  closedAt: number | null;
  reopens: number;
  /** How often it went from one person to another. */
  reassignments: number;
  /** How often it went from one team to another. */
  handovers: number;
  /** What the source system says of its own promise. */
  slaMet: boolean | null;
  steps: HistoryStep[];
  /** A time had to be moved so that the steps stay in order. */
  adjusted: boolean;
}
