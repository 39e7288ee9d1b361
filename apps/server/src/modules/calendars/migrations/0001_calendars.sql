-- Business calendars: working intervals, holidays, make-up workdays. The rules are one document: they are
-- read and written whole, and checked as a whole (packages/contracts/src/calendars.ts).
create table business_calendars (
  org_id     uuid not null references organisations,
  id         uuid not null,
  name       text not null,
  is_default boolean not null default false,
  rules      jsonb not null,
  version    integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, name)
);
select secure_table('business_calendars');

-- At most one default; that there is one follows from the use cases: it is made with the organisation, moved, never deleted.
create unique index business_calendars_default on business_calendars (org_id) where is_default;
