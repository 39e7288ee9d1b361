import type {
  ComplaintClass,
  TicketChannel,
  TicketKind,
  TicketLevel,
  TicketStatus,
} from '@jingyun/contracts';
import type { TeamKey } from './world.ts';

/** What to simulate. The same options give the same world, to the byte. */
export interface SimulationOptions {
  seed: number;
  /** How many tickets, roughly (arrivals are random): within 2 %. */
  tickets: number;
  /** The end of the simulated time: what has not happened by then stays open. */
  until: Temporal.Instant;
  /** Default 18 months. */
  months?: number;
}

export interface SimAgent {
  index: number;
  name: string;
  team: TeamKey;
  isLead: boolean;
}

export interface SimCustomer {
  index: number;
  name: string;
  phone: string;
  /** Null: an ordinary customer. */
  tier: string | null;
  city: string;
  products: string[];
  since: number;
}

/** Something that happens to a ticket. Times are epoch milliseconds, never running backwards; `agent` is an index. */
export type SimStep = { at: number } & (
  | { type: 'assign'; team: TeamKey; agent: number; by: number | null }
  | { type: 'reply'; agent: number; text: string }
  | { type: 'customer'; text: string }
  | { type: 'note'; agent: number; text: string }
  | { type: 'status'; agent: number | null; status: TicketStatus }
);

export interface SimTicket {
  index: number;
  customer: number;
  at: number;
  kind: TicketKind;
  channel: TicketChannel;
  category: string;
  team: TeamKey;
  subject: string;
  description: string;
  importance: TicketLevel;
  urgency: TicketLevel;
  complaintClass: ComplaintClass | null;
  severity: number | null;
  tags: string[];
  steps: SimStep[];
}

/** One simulated day: who turned up for the first time, and what came in. */
export interface SimDay {
  date: string;
  customers: SimCustomer[];
  tickets: SimTicket[];
}
