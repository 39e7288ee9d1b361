-- Who is served: persons and accounts, how to reach them, and what other systems call them.

create table customers (
  org_id     uuid not null,
  id         uuid not null,
  kind       text not null check (kind in ('person', 'account')),
  name       text not null,
  -- Lower case, simplified, with pinyin and its initials.
  search     text not null,
  -- The account that a person belongs to.
  account_id uuid,
  tier       text,
  tags       text[] not null default '{}',
  owner_id   uuid,
  note       text not null default '',
  locale     text,
  custom     jsonb not null default '{}',
  version    integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, account_id) references customers (org_id, id),
  foreign key (org_id, owner_id) references users (org_id, id),
  check (account_id <> id)
);
select secure_table('customers');
create index customers_by_name on customers (org_id, name, id);
create index customers_by_change on customers (org_id, updated_at desc, id desc);
create index customers_by_account on customers (org_id, account_id) where account_id is not null;
create index customers_by_owner on customers (org_id, owner_id) where owner_id is not null;
create index customers_search on customers using gin (org_id, search gin_trgm_ops);
create index customers_tags on customers using gin (org_id, tags);

-- One address or number belongs to one customer: that is how a caller is recognised.
create table contacts (
  org_id      uuid not null,
  id          uuid not null,
  customer_id uuid not null,
  type        text not null check (type in ('email', 'phone')),
  -- As it was given, and as it is compared: lower case e-mail, E.164 phone.
  value       text not null,
  normalised  text not null,
  is_primary  boolean not null default false,
  created_at  timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customers (org_id, id) on delete cascade
);
select secure_table('contacts');
create unique index contacts_value on contacts (org_id, type, normalised);
create index contacts_by_customer on contacts (org_id, customer_id);
create index contacts_search on contacts using gin (org_id, normalised gin_trgm_ops);

-- The identity that each source (CRM, shop, import) keeps for a customer.
create table customer_external_ids (
  org_id      uuid not null,
  source      text not null,
  external_id text not null,
  customer_id uuid not null,
  created_at  timestamptz not null default now(),
  primary key (org_id, source, external_id),
  foreign key (org_id, customer_id) references customers (org_id, id) on delete cascade
);
select secure_table('customer_external_ids');
create index customer_external_ids_by_customer on customer_external_ids (org_id, customer_id);
