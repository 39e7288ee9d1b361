create table procedures (
  org_id     uuid not null references organisations,
  id         uuid not null,
  code       text not null,
  name       jsonb not null,
  kind       text not null check (kind in ('standard', 'sop')),
  owner_id   uuid,
  -- On which tickets it runs: start, ticketKinds, categoryIds, channels.
  matching   jsonb not null,
  four_eyes  boolean not null,
  version    integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, owner_id) references users (org_id, id)
);
select secure_table('procedures');
create unique index procedures_code on procedures (org_id, lower(code));

create table procedure_versions (
  org_id       uuid not null,
  id           uuid not null,
  procedure_id uuid not null,
  number       integer not null,
  status       text not null check (status in ('draft', 'inReview', 'approved', 'published', 'retired')),
  content      jsonb not null,
  -- What is new in it.
  change       text not null,
  -- All who wrote it: under four eyes none of them approves it.
  authors      uuid[] not null,
  origin       jsonb,
  submitted_at timestamptz,
  approved_by  uuid,
  approved_at  timestamptz,
  -- by, at, reason of the newest return from review.
  returned     jsonb,
  retired_on   date,
  -- The event of its drafting, id and depth: what comes of the version names it as its cause.
  drafted      jsonb not null,
  version      integer not null default 1,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  primary key (org_id, id),
  unique (org_id, procedure_id, number),
  foreign key (org_id, procedure_id) references procedures (org_id, id)
);
select secure_table('procedure_versions');
-- Of one procedure, one version is worked on at a time, whatever happens.
create unique index procedure_versions_open on procedure_versions (org_id, procedure_id)
  where status in ('draft', 'inReview', 'approved');

-- What is published stays what it was: guarded here too, because runs of the past are read against it.
create function keep_published_procedures() returns trigger language plpgsql as $$
begin
  if old.status in ('published', 'retired') and (new.content is distinct from old.content or new.number <> old.number
     or new.status not in ('published', 'retired')) then
    raise exception 'a published version does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger keep_published before update on procedure_versions
  for each row execute function keep_published_procedures();

-- From when, for which teams (none: all). Append-only: past days keep their answer.
create table procedure_publications (
  org_id        uuid not null,
  id            uuid not null,
  procedure_id  uuid not null,
  version_id    uuid not null,
  in_force_from date not null,
  team_ids      uuid[] not null,
  roles         text[] not null,
  published_by  uuid,
  published_at  timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, procedure_id) references procedures (org_id, id),
  foreign key (org_id, version_id) references procedure_versions (org_id, id)
);
select secure_table('procedure_publications', 'select, insert');
create index procedure_publications_by_procedure on procedure_publications (org_id, procedure_id);

create table procedure_acknowledgements (
  org_id     uuid not null,
  version_id uuid not null,
  user_id    uuid not null,
  at         timestamptz not null,
  primary key (org_id, version_id, user_id),
  foreign key (org_id, version_id) references procedure_versions (org_id, id),
  foreign key (org_id, user_id) references users (org_id, id)
);
select secure_table('procedure_acknowledgements', 'select, insert');

create index procedure_acknowledgements_by_user on procedure_acknowledgements (org_id, user_id);

create table procedure_runs (
  org_id          uuid not null,
  id              uuid not null,
  ticket_id       uuid not null,
  procedure_id    uuid not null,
  version_id      uuid not null,
  status          text not null check (status in ('running', 'completed', 'cancelled')),
  manual          boolean not null,
  -- Whose work it was, when the run began and then when it ended.
  team_id         uuid,
  assignee_id     uuid,
  -- By key of the step: state, checked, reason, by, at, seconds, late. Steps that nobody touched are left out.
  steps           jsonb not null default '{}',
  mandatory_steps smallint not null,
  -- Of a run that is completed.
  mandatory_done  smallint,
  as_written      boolean,
  cancel_reason   text,
  started_at      timestamptz not null,
  ended_at        timestamptz,
  primary key (org_id, id),
  foreign key (org_id, ticket_id) references tickets (org_id, id) on delete cascade,
  foreign key (org_id, version_id) references procedure_versions (org_id, id)
);
select secure_table('procedure_runs');
create index procedure_runs_by_ticket on procedure_runs (org_id, ticket_id, started_at);
-- A procedure runs once at a time on a ticket, however often it is started.
create unique index procedure_runs_once on procedure_runs (org_id, ticket_id, procedure_id) where status = 'running';
create index procedure_runs_by_end on procedure_runs (org_id, procedure_id, ended_at);
