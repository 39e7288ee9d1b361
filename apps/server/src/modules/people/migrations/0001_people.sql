-- Who works here: users, teams, roles, how people join, and the keys of integrations.
-- Passwords and sessions are not here: they live in the schema `auth`, which this application role cannot read.

create table users (
  org_id         uuid not null,
  id             uuid not null,
  name           text not null,
  -- Lower case, simplified, with pinyin and its initials: what the search box is matched against.
  search         text not null,
  -- Null for people who are known only from imported history.
  email          text,
  locale         text not null,
  active         boolean not null default true,
  -- Set when the person first signed in or accepted the invitation; null: invited or imported.
  joined_at      timestamptz,
  deactivated_at timestamptz,
  -- Where an imported person comes from, and the name or id there.
  imported_from  text,
  imported_key   text,
  version        integer not null default 1,
  created_at     timestamptz not null default now(),
  primary key (org_id, id),
  check (email is null or email = lower(email)),
  check ((imported_from is null) = (imported_key is null))
);
select secure_table('users');
create unique index users_email on users (org_id, email) where email is not null;
create unique index users_imported on users (org_id, imported_from, imported_key) where imported_from is not null;
create index users_by_name on users (org_id, name, id);

create table teams (
  org_id        uuid not null,
  id            uuid not null,
  name          text not null,
  parent_id     uuid,
  -- The team's business calendar; null: the organisation's default. The calendars module adds the foreign key.
  calendar_id   uuid,
  active        boolean not null default true,
  imported_from text,
  imported_key  text,
  version       integer not null default 1,
  created_at    timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, parent_id) references teams (org_id, id),
  check (parent_id <> id),
  check ((imported_from is null) = (imported_key is null))
);
select secure_table('teams');
create unique index teams_name on teams (org_id, lower(name));
create unique index teams_imported on teams (org_id, imported_from, imported_key) where imported_from is not null;
create index teams_by_parent on teams (org_id, parent_id) where parent_id is not null;

create table team_members (
  org_id  uuid not null,
  team_id uuid not null,
  user_id uuid not null,
  -- A lead reaches the rows of the team with the scope `team`, as every member does, and is named on its page.
  lead    boolean not null default false,
  primary key (org_id, team_id, user_id),
  foreign key (org_id, team_id) references teams (org_id, id) on delete cascade,
  foreign key (org_id, user_id) references users (org_id, id) on delete cascade
);
select secure_table('team_members');
create index team_members_by_user on team_members (org_id, user_id);

-- Built-in roles have a key and take their grants from what modules declare, so that a new
-- module's permissions reach them without a migration; custom roles keep theirs here.
create table roles (
  org_id     uuid not null,
  id         uuid not null,
  key        text,
  name       text not null,
  -- permission → own | team | all
  grants     jsonb not null default '{}',
  version    integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (org_id, id)
);
select secure_table('roles');
create unique index roles_key on roles (org_id, key) where key is not null;
create unique index roles_name on roles (org_id, lower(name));

create table user_roles (
  org_id  uuid not null,
  user_id uuid not null,
  role_id uuid not null,
  primary key (org_id, user_id, role_id),
  foreign key (org_id, user_id) references users (org_id, id) on delete cascade,
  foreign key (org_id, role_id) references roles (org_id, id)
);
select secure_table('user_roles');
create index user_roles_by_role on user_roles (org_id, role_id);

-- A link by e-mail, good once. Only the hash of its secret is kept.
create table invitations (
  org_id      uuid not null,
  id          uuid not null,
  user_id     uuid not null,
  email       text not null,
  secret_hash bytea not null,
  invited_by  uuid,
  created_at  timestamptz not null default now(),
  expires_at  timestamptz not null,
  accepted_at timestamptz,
  revoked_at  timestamptz,
  primary key (org_id, id),
  foreign key (org_id, user_id) references users (org_id, id) on delete cascade
);
select secure_table('invitations');
create index invitations_by_user on invitations (org_id, user_id);

create table api_keys (
  org_id       uuid not null,
  id           uuid not null,
  name         text not null,
  -- The first characters, to tell keys apart in a list.
  prefix       text not null,
  secret_hash  bytea not null,
  role_id      uuid,
  grants       jsonb,
  -- Null: made on the command line by whoever runs the server.
  created_by   uuid,
  created_at   timestamptz not null default now(),
  expires_at   timestamptz,
  -- Coarse: moved at most every ten minutes.
  last_used_at timestamptz,
  revoked_at   timestamptz,
  primary key (org_id, id),
  foreign key (org_id, role_id) references roles (org_id, id),
  foreign key (org_id, created_by) references users (org_id, id),
  check ((role_id is null) <> (grants is null))
);
select secure_table('api_keys');
create unique index api_keys_secret on api_keys (org_id, secret_hash);
create index api_keys_by_creator on api_keys (org_id, created_by) where created_by is not null;
create index api_keys_by_role on api_keys (org_id, role_id) where role_id is not null;
