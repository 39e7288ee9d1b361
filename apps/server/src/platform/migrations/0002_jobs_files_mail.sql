-- Long work with progress that console and CLI show. pg-boss (schema pgboss) does the queueing; this is what people see of it.
create table jobs (
  org_id      uuid not null,
  id          uuid not null,
  kind        text not null,
  status      text not null check (status in ('queued', 'running', 'done', 'failed', 'cancelled')),
  input       jsonb not null,
  done        bigint not null default 0,
  total       bigint,
  note        text not null default '',
  result      jsonb,
  error       jsonb,
  created_by  text,
  created_at  timestamptz not null default now(),
  started_at  timestamptz,
  ended_at    timestamptz,
  cancel_requested boolean not null default false,
  -- Of the process that runs it: refreshed while it lives, so that only one works at a job at a time.
  runner_seen_at timestamptz,
  attempts    integer not null default 0,
  primary key (org_id, id)
);
select secure_table('jobs');
create index jobs_by_age on jobs (org_id, created_at desc, id);

-- Uploaded and produced files; the bytes are in the data folder under their SHA-256.
create table files (
  org_id       uuid not null,
  id           uuid not null,
  name         text not null,
  media_type   text not null,
  bytes        bigint not null,
  sha256       text not null,
  purpose      text not null,
  created_by   text,
  created_at   timestamptz not null default now(),
  primary key (org_id, id)
);
select secure_table('files');

-- Mail is written in the transaction of the command that causes it and sent afterwards.
create table mails (
  org_id      uuid not null,
  id          uuid not null,
  recipient   text not null,
  subject     text not null,
  html        text not null,
  plain       text not null,
  headers     jsonb not null default '{}',
  status      text not null default 'queued' check (status in ('queued', 'sent', 'failed')),
  attempts    integer not null default 0,
  next_try_at timestamptz not null default now(),
  last_error  text,
  created_at  timestamptz not null default now(),
  sent_at     timestamptz,
  primary key (org_id, id)
);
select secure_table('mails');
create index mails_to_send on mails (org_id, next_try_at) where status = 'queued';
