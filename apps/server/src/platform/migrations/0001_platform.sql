-- The ground every module stands on: organisations, row security, the event log, projector checkpoints.

create extension if not exists pg_trgm;
create extension if not exists btree_gin;

grant usage on schema public to jingyun_app;

-- The organisation in whose context the transaction runs; null outside one, which matches no row.
create function app_org_id() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.org_id', true), '')::uuid $$;

-- Every table of every module is secured by one call of this, in the migration that creates it.
-- privileges: what the application may do, e.g. 'select, insert' for an append-only table.
create function secure_table(target regclass, privileges text default 'select, insert, update, delete') returns void
  language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy one_organisation on %s to jingyun_app using (org_id = (select app_org_id())) with check (org_id = (select app_org_id()))', target);
  -- The owner works on all organisations at once in migrations, backup and restore; the product never connects as the owner otherwise.
  execute format('create policy owner_of_all on %s to %I using (true) with check (true)', target, current_user);
  execute format('grant %s on %s to jingyun_app', privileges, target);
end $$;

create table organisations (
  org_id     uuid primary key,
  name       text not null,
  time_zone  text not null,
  locale     text not null,
  settings   jsonb not null default '{}',
  version    integer not null default 1,
  created_at timestamptz not null default now()
);
select secure_table('organisations');

-- Ids only, readable by background work, which visits each organisation in turn within its own context.
create table org_registry (org_id uuid primary key);
alter table org_registry enable row level security;
alter table org_registry force row level security;
create policy ids_are_no_secret on org_registry using (true) with check (true);
grant select, insert on org_registry to jingyun_app;

-- The event log. Append-only: the application may not update or delete.
-- (txid, id) is the order in which readers see it; see platform/events/read-events.ts for why nothing is skipped.
create table events (
  org_id       uuid not null,
  id           uuid not null,
  type         text not null,
  version      smallint not null default 1,
  occurred_at  timestamptz not null,
  recorded_at  timestamptz not null default now(),
  actor_type   text not null,
  actor_id     text,
  subject_type text not null,
  subject_id   uuid not null,
  ticket_id    uuid,
  customer_id  uuid,
  causation_id uuid,
  depth        smallint not null default 0,
  data         jsonb not null,
  txid         bigint not null default (pg_current_xact_id()::text::bigint),
  primary key (org_id, recorded_at, id)
) partition by range (recorded_at);
select secure_table('events', 'select, insert');
create index events_feed on events (org_id, txid, id);
create index events_by_type on events (org_id, type, occurred_at desc, id desc);
create index events_by_ticket on events (org_id, ticket_id, occurred_at, id) where ticket_id is not null;
create index events_by_customer on events (org_id, customer_id, occurred_at) where customer_id is not null;
create index events_by_subject on events (org_id, subject_type, subject_id, occurred_at) where ticket_id is null;
create index events_by_cause on events (org_id, causation_id) where causation_id is not null;

create table events_default partition of events default;
alter table events_default enable row level security;
alter table events_default force row level security;
do $$ begin execute format('create policy owner_of_all on events_default to %I using (true) with check (true)', current_user); end $$;

-- Makes the partitions of the months [first, last]; at start, at restore, and once a day by prepare_event_partitions.
create function ensure_event_partitions(first date, last date) returns void language plpgsql as $$
declare
  month date := date_trunc('month', first);
  name text;
begin
  while month <= last loop
    name := 'events_' || to_char(month, 'YYYY_MM');
    if to_regclass(name) is null then
      execute format('create table %I partition of events for values from (%L) to (%L)', name, month::timestamptz, (month + interval '1 month')::timestamptz);
      execute format('alter table %I enable row level security', name);
      execute format('alter table %I force row level security', name);
      execute format('create policy owner_of_all on %I to %I using (true) with check (true)', name, current_user);
    end if;
    month := month + interval '1 month';
  end loop;
end $$;

-- The partitions of this month and the two after it. Takes no argument, so that the application may call it once a
-- day although it may make no tables: a process that runs for years never writes into the default partition.
create function prepare_event_partitions() returns void
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform pg_advisory_xact_lock(748359002);
  perform public.ensure_event_partitions(current_date, (current_date + interval '2 months')::date);
end $$;
revoke execute on function prepare_event_partitions() from public;
grant execute on function prepare_event_partitions() to jingyun_app;

-- How far each projector has read, moved in the transaction that writes what it projected.
create table projector_checkpoints (
  org_id      uuid not null,
  projector   text not null,
  txid        bigint not null,
  event_id    uuid not null,
  recorded_at timestamptz not null,
  events      bigint not null default 0,
  moved_at    timestamptz not null default now(),
  primary key (org_id, projector)
);
select secure_table('projector_checkpoints');

-- Answers kept for Idempotency-Key, written in the transaction of the command they answer.
create table idempotency_keys (
  org_id      uuid not null,
  actor_id    text not null,
  key         text not null,
  fingerprint text not null,
  status      smallint not null,
  headers     jsonb not null,
  body        text not null,
  created_at  timestamptz not null default now(),
  primary key (org_id, actor_id, key)
);
select secure_table('idempotency_keys');
create index idempotency_keys_by_age on idempotency_keys (org_id, created_at);
