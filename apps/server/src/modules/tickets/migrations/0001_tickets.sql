-- Tickets: the work itself, its conversation, what it hangs together with, and what an organisation sets up for it.

-- Ticket numbers: one sequence for each organisation, so that no row is fought over. A sequence does not go back
-- when a transaction does: numbers have gaps. It is made at the first ticket and begins after the highest number
-- there is, so that a restored organisation goes on where it was. Later tickets call nextval themselves: going
-- through this function each time would cost a tenth of a ticket's creation.
create function next_ticket_number(org uuid) returns bigint
  language plpgsql volatile security definer set search_path = pg_catalog, public as $$
declare
  name text := 'public.ticket_numbers_' || replace(org::text, '-', '');
begin
  if org is distinct from app_org_id() then
    raise exception 'not the organisation of this transaction' using errcode = 'insufficient_privilege';
  end if;
  perform pg_advisory_xact_lock(hashtextextended(name, 0));
  if to_regclass(name) is null then
    -- Whoever waited for the lock may still remember that there is none: the first tickets of an organisation often
    -- come several at once.
    begin
      execute format('create sequence %s start %s', name,
        (select coalesce(max(number), 0) + 1 from public.tickets where org_id = org));
      execute format('grant usage on sequence %s to jingyun_app', name);
    exception when duplicate_table then null;
    end;
  end if;
  return nextval(name::regclass);
end $$;
revoke execute on function next_ticket_number(uuid) from public;
grant execute on function next_ticket_number(uuid) to jingyun_app;

-- The revision is another one after every change of categories and custom fields. Commands that were decided on
-- another revision write nothing and are decided again: settings are kept in memory without ever being stale.
-- Random and not counted: a number of a change that was rolled back would be given again to another one.
create table ticket_settings (
  org_id                  uuid primary key,
  revision                uuid not null default gen_random_uuid(),
  close_solved_after_days smallint default 7 check (close_solved_after_days between 1 and 365),
  version                 integer not null default 1
);
select secure_table('ticket_settings');

create table ticket_categories (
  org_id     uuid not null,
  id         uuid not null,
  parent_id  uuid,
  code       text not null,
  name       text not null,
  names      jsonb not null default '{}',
  position   integer not null default 0,
  archived   boolean not null default false,
  version    integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, parent_id) references ticket_categories (org_id, id),
  check (parent_id <> id)
);
select secure_table('ticket_categories');
create unique index ticket_categories_code on ticket_categories (org_id, lower(code));
create index ticket_categories_by_parent on ticket_categories (org_id, parent_id) where parent_id is not null;

create table ticket_fields (
  org_id            uuid not null,
  id                uuid not null,
  key               text not null,
  type              text not null check (type in ('text', 'number', 'date', 'select', 'multiselect', 'checkbox')),
  name              text not null,
  names             jsonb not null default '{}',
  kinds             text[] not null default '{}',
  options           jsonb not null default '[]',
  required_to_solve boolean not null default false,
  position          integer not null default 0,
  archived          boolean not null default false,
  version           integer not null default 1,
  created_at        timestamptz not null default now(),
  primary key (org_id, id)
);
select secure_table('ticket_fields');
create unique index ticket_fields_key on ticket_fields (org_id, key);

create table tickets (
  org_id              uuid not null,
  id                  uuid not null,
  number              bigint not null,
  kind                text not null check (kind in ('inquiry', 'request', 'complaint', 'incident', 'afterSales', 'internal')),
  channel             text not null check (channel in ('phone', 'email', 'web', 'chat', 'api', 'social', 'faceToFace')),
  status              text not null check (status in ('new', 'open', 'pendingCustomer', 'onHold', 'solved', 'closed')),
  -- These two follow from status and priority (ticket.sql.repo.ts). Not generated columns: those cost a tenth of a
  -- ticket's creation, as their expressions are read from the catalogue anew for each statement.
  is_open             boolean not null,
  status_since        timestamptz not null,
  importance          text not null check (importance in ('high', 'medium', 'low')),
  urgency             text not null check (urgency in ('high', 'medium', 'low')),
  priority            text not null check (priority in ('urgent', 'high', 'normal', 'low')),
  priority_rank       smallint not null,
  priority_reason     text,
  subject             text not null,
  category_id         uuid,
  team_id             uuid,
  assignee_id         uuid,
  customer_id         uuid,
  -- The person at the account, where the customer is one.
  contact_id          uuid,
  -- The customer's tier when the ticket was made: breakdowns stay as it was then.
  customer_tier       text,
  requester_name      text,
  requester_email     text,
  requester_phone     text,
  tags                text[] not null default '{}',
  custom_fields       jsonb not null default '{}',
  complaint_class     text check (complaint_class in ('productQuality', 'serviceAttitude', 'processExperience', 'priceOrFee', 'communication')),
  severity            smallint check (severity between 1 and 4),
  parent_id           uuid,
  merged_into_id      uuid,
  source              text,
  external_id         text,
  -- Set where its history was imported; its events say so in their facts.
  imported_from       text,
  created_by_type     text not null,
  created_by_id       text,
  follower_ids        uuid[] not null default '{}',
  created_at          timestamptz not null,
  updated_at          timestamptz not null,
  first_replied_at    timestamptz,
  last_reply_at       timestamptz,
  last_customer_at    timestamptz,
  waiting_since       timestamptz,
  solved_at           timestamptz,
  closed_at           timestamptz,
  -- Seconds spent pending the customer or on hold, in statuses it has left.
  waited_seconds      integer not null default 0,
  replies             integer not null default 0,
  customer_messages   integer not null default 0,
  reopens             integer not null default 0,
  reassignments       integer not null default 0,
  handovers           integer not null default 0,
  version             integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, category_id) references ticket_categories (org_id, id),
  foreign key (org_id, team_id) references teams (org_id, id),
  foreign key (org_id, assignee_id) references users (org_id, id),
  foreign key (org_id, customer_id) references customers (org_id, id),
  foreign key (org_id, contact_id) references customers (org_id, id),
  foreign key (org_id, parent_id) references tickets (org_id, id),
  foreign key (org_id, merged_into_id) references tickets (org_id, id),
  check (parent_id <> id),
  check ((external_id is null) or (source is not null))
);
select secure_table('tickets');
create unique index tickets_number on tickets (org_id, number);
create unique index tickets_external on tickets (org_id, source, external_id) where external_id is not null;
-- Lists of what is to be done are read most and hold little: they have indexes of their own.
create index tickets_open_updated on tickets (org_id, updated_at, id) where is_open;
create index tickets_open_by_team on tickets (org_id, team_id, updated_at, id) where is_open;
create index tickets_open_by_assignee on tickets (org_id, assignee_id, updated_at, id) where is_open;
create index tickets_by_priority on tickets (org_id, is_open desc, priority_rank, created_at, id);
create index tickets_by_created on tickets (org_id, created_at, id);
create index tickets_by_updated on tickets (org_id, updated_at, id);
create index tickets_by_team on tickets (org_id, team_id, created_at, id) where team_id is not null;
create index tickets_by_assignee on tickets (org_id, assignee_id, created_at, id) where assignee_id is not null;
create index tickets_by_customer on tickets (org_id, customer_id, created_at, id) where customer_id is not null;
create index tickets_by_category on tickets (org_id, category_id, created_at, id) where category_id is not null;
create index tickets_by_parent on tickets (org_id, parent_id) where parent_id is not null;
create index tickets_by_target on tickets (org_id, merged_into_id) where merged_into_id is not null;
-- For closing what was solved long enough ago.
create index tickets_solved on tickets (org_id, solved_at, id) where status = 'solved';
create index tickets_tags on tickets using gin (org_id, tags) where tags <> '{}';

-- No foreign key to tickets: its check would cost a fifth of a ticket's creation, and messages are only ever written
-- in the statement that writes their ticket or while its row is locked.
create table ticket_messages (
  org_id         uuid not null,
  id             uuid not null,
  ticket_id      uuid not null,
  kind           text not null check (kind in ('reply', 'note')),
  author_type    text not null,
  author_id      text,
  author_name    text,
  channel        text not null,
  text           text not null,
  -- Sanitised; null where the message was plain text.
  html           text,
  attachments    uuid[] not null default '{}',
  mentions       uuid[] not null default '{}',
  -- The ticket it was written on, where a merge brought it here.
  merged_from_id uuid,
  created_at     timestamptz not null,
  primary key (org_id, id)
);
select secure_table('ticket_messages');
create index ticket_messages_by_ticket on ticket_messages (org_id, ticket_id, created_at, id);

-- What a ticket is found by. Apart from the ticket, because each change of a ticket would write all its terms anew.
-- Written in the statement that writes the ticket, hence without a foreign key, like messages.
create table ticket_texts (
  org_id    uuid not null,
  ticket_id uuid not null,
  number    bigint not null,
  -- Newest tickets are searched first, 16,384 at a time: see ticket-search.repo.ts.
  bucket    integer not null,
  document  tsvector not null,
  primary key (org_id, ticket_id)
);
select secure_table('ticket_texts');
create index ticket_texts_search on ticket_texts using gin (org_id, bucket, document);

create table ticket_links (
  org_id     uuid not null,
  ticket_id  uuid not null,
  other_id   uuid not null,
  relation   text not null check (relation in ('related', 'duplicateOf', 'blocks')),
  created_at timestamptz not null default now(),
  primary key (org_id, ticket_id, other_id, relation),
  foreign key (org_id, ticket_id) references tickets (org_id, id) on delete cascade,
  foreign key (org_id, other_id) references tickets (org_id, id) on delete cascade,
  check (ticket_id <> other_id)
);
select secure_table('ticket_links');
create index ticket_links_by_other on ticket_links (org_id, other_id);

create table ticket_macros (
  org_id     uuid not null,
  id         uuid not null,
  name       text not null,
  visibility text not null check (visibility in ('personal', 'team', 'all')),
  team_id    uuid,
  owner_id   uuid,
  text       text,
  public     boolean not null default true,
  change     jsonb not null default '{}',
  position   integer not null default 0,
  version    integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, team_id) references teams (org_id, id),
  check ((visibility = 'team') = (team_id is not null))
);
select secure_table('ticket_macros');

create table ticket_views (
  org_id     uuid not null,
  id         uuid not null,
  name       text not null,
  visibility text not null check (visibility in ('personal', 'team', 'all')),
  team_id    uuid,
  owner_id   uuid,
  filter     jsonb not null,
  columns    text[] not null,
  sort       text not null,
  position   integer not null default 0,
  version    integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, team_id) references teams (org_id, id),
  check ((visibility = 'team') = (team_id is not null))
);
select secure_table('ticket_views');

-- Who has a ticket on the screen right now. Lost in a crash without harm, hence unlogged.
create unlogged table ticket_presence (
  org_id    uuid not null,
  ticket_id uuid not null,
  user_id   uuid not null,
  name      text not null,
  state     text not null check (state in ('viewing', 'editing')),
  since     timestamptz not null,
  seen_at   timestamptz not null,
  primary key (org_id, ticket_id, user_id),
  foreign key (org_id, user_id) references users (org_id, id) on delete cascade
);
select secure_table('ticket_presence');

-- How far the history of an imported ticket was taken over, so that importing again adds only what is new.
create table ticket_imports (
  org_id      uuid not null,
  ticket_id   uuid not null,
  happenings  integer not null,
  -- SHA-256 over the happenings so far.
  fingerprint text not null,
  primary key (org_id, ticket_id),
  foreign key (org_id, ticket_id) references tickets (org_id, id) on delete cascade
);
select secure_table('ticket_imports');

-- Links with which a customer follows a ticket without signing in. Only a hash of the secret is kept.
create table ticket_access_links (
  org_id      uuid not null,
  id          uuid not null,
  ticket_id   uuid not null,
  secret_hash text not null,
  expires_at  timestamptz not null,
  created_at  timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, ticket_id) references tickets (org_id, id) on delete cascade
);
select secure_table('ticket_access_links');
create index ticket_access_links_by_ticket on ticket_access_links (org_id, ticket_id);
