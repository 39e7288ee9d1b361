-- Sums kept of the event log by the metrics projector; all of them can be dropped and made again from the log.

-- What the kept sums were made for. Another time zone or other definitions than now mean: rebuild.
create table metric_state (
  org_id      uuid primary key,
  time_zone   text not null,
  fingerprint text not null
);
select secure_table('metric_state');

-- One line of numbers: a metric under one combination of dimension values. '' stands for no value.
-- The id is a hash of the rest, so that a rebuild gives the same ids, and 8 bytes instead of 80 in every rollup.
create table metric_series (
  org_id uuid not null,
  id     bigint not null,
  metric text not null,
  cuboid text not null,
  value1 text not null,
  value2 text not null,
  -- Of a level: how many there are now.
  level  bigint not null default 0,
  primary key (org_id, id),
  unique (org_id, metric, cuboid, value1, value2)
) with (fillfactor = 80);
select secure_table('metric_series');

-- One local day of one series. No foreign key to the series: the projector is the only writer, and writes both
-- in one transaction; the check would cost a fifth of its speed.
create table metric_rollups (
  org_id  uuid not null,
  series  bigint not null,
  day     date not null,
  count   bigint not null,
  sum     numeric not null,
  squares numeric,
  min     bigint,
  max     bigint,
  sketch  bytea,
  -- The hours of the day, see platform/metrics/packed-hours.ts.
  hours   bytea not null,
  primary key (org_id, series, day)
) with (fillfactor = 80);
select secure_table('metric_rollups');
-- Packed bytes do not compress further; trying costs time on every write.
alter table metric_rollups alter column sketch set storage external, alter column hours set storage external;

-- What a level counts now: an open ticket, with the dimensions it is counted under.
create table metric_members (
  org_id    uuid not null,
  metric    text not null,
  member    text not null,
  dims      jsonb not null,
  net       integer not null,
  ticket_id uuid,
  since     timestamptz,
  primary key (org_id, metric, member, dims)
) with (fillfactor = 80);
select secure_table('metric_members');

create table metric_targets (
  org_id     uuid not null,
  id         uuid not null,
  metric     text not null,
  value      double precision not null,
  "from"     date not null,
  team_id    uuid,
  version    integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, team_id) references teams (org_id, id) on delete cascade
);
select secure_table('metric_targets');
create unique index metric_targets_one_a_day on metric_targets (org_id, metric, team_id, "from") nulls not distinct;
