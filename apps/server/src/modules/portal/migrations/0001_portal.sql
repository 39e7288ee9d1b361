-- Tickets that customers opened at the portal, and the language in which they are written to.
create table portal_requests (
  org_id     uuid not null,
  ticket_id  uuid not null,
  locale     text not null check (locale in ('zh-CN', 'zh-TW', 'en')),
  created_at timestamptz not null,
  primary key (org_id, ticket_id),
  foreign key (org_id, ticket_id) references tickets (org_id, id) on delete cascade
);
select secure_table('portal_requests');

-- Uploads that no message claimed are forgotten after a day; this finds them.
create index files_unclaimed on files (org_id, created_at) where purpose = 'upload';
