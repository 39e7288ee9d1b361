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
  /**
   * How far the simulation goes on beyond `until`; default not at all. What happens before `until` is the same however
   * far it goes on, as long as every remedy comes later.
   */
  on?: Temporal.Instant;
  /** What people have done about the patterns that were planted. */
  remedies?: readonly Remedy[];
}

/** A team that hands over as it should from an instant on, in epoch milliseconds. */
export interface Remedy {
  team: TeamKey;
  from: number;
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
  /** How much easier (above 0) or harder to please the customer is than others, on the scale of 1 to 5. */
  mood: number;
  steps: SimStep[];
}

/** One simulated day: who turned up for the first time, and what came in. */
export interface SimDay {
  date: string;
  customers: SimCustomer[];
  tickets: SimTicket[];
}
