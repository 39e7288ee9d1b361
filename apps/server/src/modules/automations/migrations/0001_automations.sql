create table automations (
  org_id      uuid not null,
  id          uuid not null,
  name        text not null,
  description text not null default '',
  position    integer not null,
  active      boolean not null,
  -- Events recorded before this do not count: switching an automation on does not make it work through the past.
  active_from timestamptz not null,
  trigger     jsonb not null,
  condition   jsonb not null,
  steps       jsonb not null,
  next_run_at timestamptz,
  version     integer not null default 1,
  created_at  timestamptz not null,
  updated_at  timestamptz not null,
  primary key (org_id, id),
  unique (org_id, name)
);
select secure_table('automations');
create index automations_due on automations (org_id, next_run_at) where active and next_run_at is not null;

create table automation_runs (
  org_id        uuid not null,
  id            uuid not null,
  automation_id uuid not null,
  outcome       text not null check (outcome in ('done', 'failed', 'cut')),
  at            timestamptz not null,
  event_id      uuid,
  event_type    text,
  ticket_id     uuid,
  steps         jsonb not null,
  primary key (org_id, id),
  foreign key (org_id, automation_id) references automations (org_id, id) on delete cascade
);
select secure_table('automation_runs');
create index automation_runs_by_time on automation_runs (org_id, at desc, id desc);
create index automation_runs_by_automation on automation_runs (org_id, automation_id, at desc, id desc);
