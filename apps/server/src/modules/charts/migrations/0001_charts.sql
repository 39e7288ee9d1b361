create table control_charts (
  org_id          uuid not null references organisations,
  id              uuid not null,
  name            text not null,
  metric          text not null,
  filters         jsonb not null,
  grain           text not null check (grain in ('day', 'week', 'month')),
  limits          jsonb not null,
  phases          jsonb not null,
  rules           text[] not null,
  -- The first day whose bucket may raise an alert; null where none may.
  watch_from      date,
  owner_id        uuid,
  -- Buckets that end by then have been looked at for alerts. Only grows, so that none is looked at twice.
  checked_through timestamptz not null,
  version         integer not null default 1,
  created_at      timestamptz not null,
  updated_at      timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, owner_id) references users (org_id, id)
);
select secure_table('control_charts');

create table chart_notes (
  org_id   uuid not null,
  chart_id uuid not null,
  -- The first day of the bucket.
  date     date not null,
  text     text not null,
  excluded boolean not null,
  by_id    uuid,
  at       timestamptz not null,
  primary key (org_id, chart_id, date),
  foreign key (org_id, chart_id) references control_charts (org_id, id) on delete cascade
);
select secure_table('chart_notes');

create table alerts (
  org_id          uuid not null,
  id              uuid not null,
  chart_id        uuid not null,
  rule            text not null,
  side            text check (side in ('above', 'below')),
  -- The bucket that completed the pattern, and the first of the pattern.
  bucket          timestamptz not null,
  bucket_end      timestamptz not null,
  bucket_from     timestamptz not null,
  last_seen       timestamptz not null,
  value           double precision not null,
  centre          double precision not null,
  lower           double precision not null,
  upper           double precision not null,
  owner_id        uuid,
  acknowledged_at timestamptz,
  snoozed_until   timestamptz,
  closed_at       timestamptz,
  close_reason    text,
  close_note      text,
  raised_at       timestamptz not null,
  version         integer not null default 1,
  primary key (org_id, id),
  unique (org_id, chart_id, rule, bucket),
  foreign key (org_id, chart_id) references control_charts (org_id, id) on delete cascade,
  foreign key (org_id, owner_id) references users (org_id, id)
);
select secure_table('alerts');
create index alerts_by_time on alerts (org_id, raised_at desc, id desc);
create index alerts_open on alerts (org_id, owner_id, raised_at desc) where closed_at is null;
