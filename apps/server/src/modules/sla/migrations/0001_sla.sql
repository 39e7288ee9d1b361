-- Service level policies, the clocks they set going, and what has been told of them.

create table sla_policies (
  org_id      uuid not null references organisations,
  id          uuid not null,
  name        text not null,
  -- Policies are tried in this order; 0 first.
  position    integer not null,
  active      boolean not null,
  valid_from  timestamptz not null,
  -- Condition, targets, pauses, warning, choice of calendar: read and written whole.
  terms       jsonb not null,
  -- The calendar of `terms`, if it names one: so that a calendar in use cannot be deleted.
  calendar_id uuid,
  version     integer not null default 1,
  created_at  timestamptz not null,
  updated_at  timestamptz not null,
  primary key (org_id, id),
  unique (org_id, name),
  -- Checked at the end of the transaction: a new order is written row by row.
  unique (org_id, position) deferrable initially deferred,
  foreign key (org_id, calendar_id) references business_calendars (org_id, id)
);
select secure_table('sla_policies');
create index sla_policies_by_calendar on sla_policies (org_id, calendar_id) where calendar_id is not null;

-- What follows is projected from the event log (sla.projector.ts) and can be rebuilt; only sla_notices is not.

-- Every recorded version of a policy, a calendar or a team's calendar, numbered in the order of the log. A clock
-- can so be reckoned again by what was known when it was reckoned.
create table sla_terms (
  org_id     uuid not null,
  seq        integer not null,
  kind       text not null check (kind in ('policy', 'calendar', 'team')),
  subject_id uuid not null,
  data       jsonb not null,
  primary key (org_id, seq)
);
select secure_table('sla_terms');

create table sla_tickets (
  org_id        uuid not null,
  ticket_id     uuid not null,
  customer_id   uuid,
  created_at    timestamptz not null,
  -- When the log learned of the ticket: older partitions hold nothing of it.
  recorded_from timestamptz not null,
  -- The newest of sla_terms when the ticket was recorded: later policies do not reach back.
  policy_seq    integer not null,
  -- The newest calendar in sla_terms when the clocks were last reckoned.
  calendar_seq  integer not null,
  -- The ticket's fields as of its last event, for breakdowns of what is told.
  facts         jsonb not null,
  team_id       uuid,
  assignee_id   uuid,
  primary key (org_id, ticket_id)
);
select secure_table('sla_tickets');

create table sla_clocks (
  org_id          uuid not null,
  ticket_id       uuid not null,
  kind            text not null,
  cycle           smallint not null,
  run             smallint not null,
  policy_id       uuid,
  calendar_id     uuid,
  target_seconds  integer,
  state           text not null check (state in ('running', 'paused', 'met', 'breached', 'cancelled')),
  started_at      timestamptz not null,
  -- Counted before `since`, where the present stretch began.
  counted_seconds double precision not null,
  since           timestamptz not null,
  due_at          timestamptz,
  warn_at         timestamptz,
  breached_at     timestamptz,
  stopped_at      timestamptz,
  -- When somebody must next be told of a running clock: the warning, then the breach, then null.
  alarm_at        timestamptz,
  primary key (org_id, ticket_id, kind, cycle),
  foreign key (org_id, ticket_id) references sla_tickets (org_id, ticket_id) on delete cascade
);
select secure_table('sla_clocks');
-- The sweep reads from the front of this: its cost is that of what is due, whatever is open.
create index sla_clocks_by_alarm on sla_clocks (org_id, alarm_at) where alarm_at is not null;
create index sla_clocks_by_due on sla_clocks (org_id, due_at, ticket_id) where state = 'running';
create index sla_clocks_by_calendar on sla_clocks (org_id, calendar_id) where state = 'running';

-- What was told, once and for all: kept through rebuilds, so that no breach is told twice.
create table sla_notices (
  org_id    uuid not null,
  ticket_id uuid not null,
  kind      text not null,
  cycle     smallint not null,
  run       smallint not null,
  what      text not null check (what in ('warned', 'breached', 'met')),
  primary key (org_id, ticket_id, kind, cycle, run, what)
);
select secure_table('sla_notices');
