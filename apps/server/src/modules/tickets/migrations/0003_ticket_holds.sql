-- Why a ticket may not be solved yet, put there by other modules: one row for each of their reasons. Read only when a
-- ticket is about to be solved.
create table ticket_holds (
  org_id    uuid not null,
  ticket_id uuid not null,
  -- The module that put it there, and its own name for it.
  holder    text not null,
  key       uuid not null,
  -- What is left to do, by language.
  reason    jsonb not null,
  primary key (org_id, ticket_id, holder, key),
  foreign key (org_id, ticket_id) references tickets (org_id, id) on delete cascade
);
select secure_table('ticket_holds');
