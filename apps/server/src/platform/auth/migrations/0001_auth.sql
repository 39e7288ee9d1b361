-- Sign-in: passwords, sessions, second factors. Apart from the product's tables, because they are looked up by
-- e-mail address or cookie before an organisation is known. Only the role jingyun_auth may enter; the role that
-- serves everything else (jingyun_app) cannot read a password hash or a session, whatever query it is tricked into.
--
-- Table and column names are better-auth's own.

create schema auth;
grant usage on schema auth to jingyun_auth;

create table auth."user" (
  "id"               text primary key,
  -- The organisation; "id" is the id of the row in its table users.
  "orgId"            text not null,
  "name"             text not null,
  "email"            text not null unique,
  "emailVerified"    boolean not null default false,
  "image"            text,
  "twoFactorEnabled" boolean not null default false,
  "createdAt"        timestamptz not null default now(),
  "updatedAt"        timestamptz not null default now()
);

create table auth."session" (
  "id"        text primary key,
  "token"     text not null unique,
  "userId"    text not null references auth."user" ("id") on delete cascade,
  "ipAddress" text,
  "userAgent" text,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index session_by_user on auth."session" ("userId");

-- How somebody proves who they are: a password now, an OpenID Connect provider by further rows.
create table auth."account" (
  "id"                    text primary key,
  "accountId"             text not null,
  "providerId"            text not null,
  "userId"                text not null references auth."user" ("id") on delete cascade,
  "accessToken"           text,
  "refreshToken"          text,
  "idToken"               text,
  "accessTokenExpiresAt"  timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  "scope"                 text,
  "password"              text,
  "createdAt"             timestamptz not null default now(),
  "updatedAt"             timestamptz not null default now(),
  unique ("providerId", "accountId")
);
create index account_by_user on auth."account" ("userId");

-- Tokens that work once: password resets, pending second factors, trusted devices. Identifiers are hashed.
create table auth."verification" (
  "id"         text primary key,
  "identifier" text not null,
  "value"      text not null,
  "expiresAt"  timestamptz not null,
  "createdAt"  timestamptz not null default now(),
  "updatedAt"  timestamptz not null default now()
);
create index verification_by_identifier on auth."verification" ("identifier");
create index verification_by_expiry on auth."verification" ("expiresAt");

create table auth."twoFactor" (
  "id"                      text primary key,
  "secret"                  text not null,
  "backupCodes"             text not null,
  "userId"                  text not null references auth."user" ("id") on delete cascade,
  "verified"                boolean not null default true,
  "failedVerificationCount" integer not null default 0,
  "lockedUntil"             timestamptz
);
create unique index two_factor_by_user on auth."twoFactor" ("userId");

-- Guesses at passwords and requests for reset mails, by account and by address, under a hash of either.
create table auth.attempts (
  key          text primary key,
  failures     integer not null,
  last_at      timestamptz not null,
  locked_until timestamptz
);
create index attempts_by_age on auth.attempts (last_at);

do $$
declare
  target text;
begin
  foreach target in array array['"user"', '"session"', '"account"', '"verification"', '"twoFactor"', 'attempts'] loop
    execute format('alter table auth.%s enable row level security', target);
    execute format('alter table auth.%s force row level security', target);
    execute format('create policy sign_in_only on auth.%s to jingyun_auth using (true) with check (true)', target);
    -- The owner: migrations, backup and restore.
    execute format('create policy owner_of_all on auth.%s to %I using (true) with check (true)', target, current_user);
    execute format('grant select, insert, update, delete on auth.%s to jingyun_auth', target);
  end loop;
end $$;
