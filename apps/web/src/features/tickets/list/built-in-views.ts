import type { TicketFilter, TicketSort } from '@jingyun/contracts';
import { openStatuses } from '../ticket-values.ts';

/** Views that everybody has: the questions of a working day. */
export interface BuiltInView {
  key:
    | 'mine'
    | 'unassigned'
    | 'myTeams'
    | 'waiting'
    | 'allOpen'
    | 'pending'
    | 'solved'
    | 'complaints'
    | 'all';
  filter: TicketFilter;
  sort: TicketSort;
  counted: boolean;
}

const open = [...openStatuses];

export const builtInViews: readonly BuiltInView[] = [
  { key: 'mine', filter: { assignee: ['me'], status: open }, sort: 'due', counted: true },
  { key: 'unassigned', filter: { assignee: ['none'], status: open }, sort: '-created', counted: true },
  { key: 'myTeams', filter: { team: ['mine'], status: open }, sort: 'due', counted: true },
  { key: 'allOpen', filter: { status: open }, sort: '-updated', counted: true },
  { key: 'complaints', filter: { kind: ['complaint'], status: open }, sort: 'priority', counted: true },
  { key: 'pending', filter: { status: ['pendingCustomer', 'onHold'] }, sort: 'updated', counted: false },
  { key: 'solved', filter: { status: ['solved', 'closed'] }, sort: '-updated', counted: false },
  { key: 'all', filter: {}, sort: '-updated', counted: false },
];
