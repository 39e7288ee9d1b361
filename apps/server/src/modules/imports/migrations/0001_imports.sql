-- Files on their way into the product. A file is uploaded, looked at, tried, run; it can be killed in between and goes on.

create table imports (
  org_id      uuid not null,
  id          uuid not null,
  file_id     uuid not null,
  file_name   text not null,
  bytes       bigint not null,
  state       text not null check (state in ('uploaded', 'checking', 'queued', 'running', 'done', 'failed', 'cancelled')),
  -- What the beginning of the file looks like.
  sniff       jsonb not null,
  mapping     jsonb not null,
  -- The last dry run, of this mapping; null where the mapping has changed since.
  dry_run     jsonb,
  job_id      uuid,
  -- Times without zone are read in this zone, and times after this moment are refused: fixed when the import
  -- starts, so that it reads the same rows the same way after a kill.
  time_zone   text,
  run_at      timestamptz,
  total_rows  integer,
  counts      jsonb not null,
  -- Batches that are written. Moved in the transaction that writes them.
  batches     integer not null default 0,
  error       jsonb,
  created_by  text,
  created_at  timestamptz not null default now(),
  started_at  timestamptz,
  finished_at timestamptz,
  version     integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, file_id) references files (org_id, id)
);
select secure_table('imports');
create index imports_by_age on imports (org_id, created_at desc, id desc);
create index imports_by_file on imports (org_id, file_id);

-- Rejected rows: where and why. What stood in them is in the file.
create table import_problems (
  org_id      uuid not null,
  import_id   uuid not null,
  row_number  integer not null,
  external_id text,
  code        text not null,
  params      jsonb not null,
  primary key (org_id, import_id, row_number),
  foreign key (org_id, import_id) references imports (org_id, id) on delete cascade
);
select secure_table('import_problems');

-- Which tickets came from where, and what they looked like: the same file imported twice makes no ticket twice.
create table imported_tickets (
  org_id      uuid not null,
  source      text not null,
  external_id text not null,
  ticket_id   uuid not null,
  fingerprint text not null,
  -- Rows of the log that are kept as activities.
  activities  integer not null,
  import_id   uuid not null,
  primary key (org_id, source, external_id),
  foreign key (org_id, import_id) references imports (org_id, id)
);
select secure_table('imported_tickets');
create index imported_tickets_by_import on imported_tickets (org_id, import_id);

create table import_templates (
  org_id     uuid not null,
  id         uuid not null,
  name       text not null,
  mapping    jsonb not null,
  -- The columns that the mapping uses, to find the template for the next file that has them.
  headers    text[] not null,
  created_by text,
  created_at timestamptz not null default now(),
  version    integer not null default 1,
  primary key (org_id, id)
);
select secure_table('import_templates');
create unique index import_templates_name on import_templates (org_id, lower(name));

-- Statistics for tables that an import fills from empty. Without them the planner takes, for each foreign key and
-- each look-up, whatever index begins with org_id, and every batch costs more than the one before (264 µs a row
-- instead of 12 at 20,000 tickets); autovacuum comes by once a minute, when a year of tickets is already in.
-- The application may not ANALYZE itself, so this runs as the owner; it takes no argument and changes no data.
create function analyze_imported_tables() returns void
  language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  analyze public.tickets, public.ticket_texts, public.ticket_messages, public.ticket_imports, public.imported_tickets,
          public.customers, public.contacts, public.customer_external_ids;
end $$;
revoke execute on function analyze_imported_tables() from public;
grant execute on function analyze_imported_tables() to jingyun_app;
