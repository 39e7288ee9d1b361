create table improvements (
  org_id        uuid not null references organisations,
  id            uuid not null,
  title         text not null,
  stage         text not null check (stage in ('plan', 'analyse', 'act', 'check', 'closed')),
  stage_at      timestamptz not null,
  source        text not null check (source in ('alert', 'ticket', 'suggestion', 'manual')),
  -- The record it was opened from; without a foreign key, since it may be of any kind.
  from_type     text,
  from_id       uuid,
  suggestion    text not null,
  owner_id      uuid,
  member_ids    uuid[] not null,
  team_ids      uuid[] not null,
  problem       jsonb not null,
  metric        text,
  filters       jsonb not null,
  aim           double precision,
  aim_on        date,
  pilot         jsonb,
  opened_at     timestamptz not null,
  closed_at     timestamptz,
  outcome       text check (outcome in ('effective', 'ineffective', 'cancelled')),
  reason        text not null default '',
  standardise   text not null default '',
  lessons       text not null default '',
  -- The check that proved it, and the days on which it is made again; of effective ones only.
  proof_id      uuid,
  recheck_30_on date,
  recheck_90_on date,
  -- The event that opened it: what all that follows names as its cause.
  event_id      uuid not null,
  event_depth   smallint not null,
  version       integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, owner_id) references users (org_id, id),
  check ((stage = 'closed') = (outcome is not null)),
  check ((stage = 'closed') = (closed_at is not null)),
  check ((from_type is null) = (from_id is null))
);
select secure_table('improvements');
create index improvements_by_time on improvements (org_id, opened_at desc, id desc);
create index improvements_rechecks on improvements (org_id, recheck_30_on) where recheck_30_on is not null;

create table improvement_causes (
  org_id         uuid not null,
  improvement_id uuid not null,
  id             uuid not null,
  tool           text not null check (tool in ('fishbone', 'whys')),
  parent_id      uuid,
  category       text,
  text           text not null,
  is_root        boolean not null,
  ticket_ids     uuid[] not null,
  position       integer not null,
  primary key (org_id, improvement_id, id),
  foreign key (org_id, improvement_id) references improvements (org_id, id) on delete cascade,
  foreign key (org_id, improvement_id, parent_id) references improvement_causes (org_id, improvement_id, id)
);
select secure_table('improvement_causes');
create index improvement_causes_by_id on improvement_causes (org_id, id);

create table countermeasures (
  org_id         uuid not null,
  id             uuid not null,
  improvement_id uuid not null,
  text           text not null,
  owner_id       uuid,
  due_on         date,
  cause_id       uuid,
  status         text not null check (status in ('planned', 'doing', 'done', 'dropped')),
  done_on        date,
  added_at       timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, improvement_id) references improvements (org_id, id) on delete cascade,
  foreign key (org_id, improvement_id, cause_id) references improvement_causes (org_id, improvement_id, id),
  foreign key (org_id, owner_id) references users (org_id, id),
  check ((status = 'done') = (done_on is not null))
);
select secure_table('countermeasures');
create index countermeasures_of on countermeasures (org_id, improvement_id, added_at, id);
create index countermeasures_due on countermeasures (org_id, due_on) where due_on is not null;

create table improvement_checks (
  org_id              uuid not null,
  id                  uuid not null,
  improvement_id      uuid not null,
  kind                text not null check (kind in ('beforeAfter', 'pilot')),
  recheck             smallint check (recheck in (30, 90)),
  metric              text not null,
  filters             jsonb not null,
  -- The newest finished countermeasure at the time, with its text of then.
  countermeasure_id   uuid,
  countermeasure_text text,
  by_id               uuid,
  at                  timestamptz not null,
  result              text not null check (result in ('better', 'worse', 'noDifference', 'tooFew')),
  -- Every number it was decided by.
  answer              jsonb not null,
  primary key (org_id, id),
  unique (org_id, improvement_id, recheck),
  foreign key (org_id, improvement_id) references improvements (org_id, id) on delete cascade
);
select secure_table('improvement_checks');
create index improvement_checks_of on improvement_checks (org_id, improvement_id, at desc, id desc);
