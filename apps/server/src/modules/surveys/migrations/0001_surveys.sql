create table surveys (
  org_id            uuid not null references organisations,
  id                uuid not null,
  name              text not null,
  status            text not null default 'draft' check (status in ('draft', 'live', 'closed')),
  -- Settings: validDays, remindAfterDays, followUp.
  settings          jsonb not null,
  -- The draft: what the next version will say.
  content           jsonb not null,
  published_version integer,
  version           integer not null default 1,
  created_at        timestamptz not null,
  updated_at        timestamptz not null,
  primary key (org_id, id)
);
select secure_table('surveys');

-- What was asked, word for word. Append-only: the application may not change or delete a published version.
create table survey_versions (
  org_id       uuid not null,
  survey_id    uuid not null,
  version      integer not null,
  content      jsonb not null,
  published_at timestamptz not null,
  primary key (org_id, survey_id, version),
  foreign key (org_id, survey_id) references surveys (org_id, id)
);
select secure_table('survey_versions', 'select, insert');

-- How often one customer may be asked; one row for each organisation that chose otherwise than the default.
create table survey_settings (
  org_id          uuid not null references organisations,
  max_invitations integer not null,
  per_days        integer not null,
  primary key (org_id)
);
select secure_table('survey_settings');

create table survey_links (
  org_id     uuid not null,
  id         uuid not null,
  survey_id  uuid not null,
  name       text not null,
  channel    text not null check (channel in ('phone', 'faceToFace', 'web')),
  team_id    uuid,
  active     boolean not null,
  -- Printed on walls and read out: no secret to be kept, only not to be guessed.
  secret     text not null,
  version    integer not null default 1,
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, survey_id) references surveys (org_id, id),
  foreign key (org_id, team_id) references teams (org_id, id)
);
select secure_table('survey_links');
create index survey_links_by_survey on survey_links (org_id, survey_id, created_at);

create table survey_invitations (
  org_id      uuid not null,
  id          uuid not null,
  survey_id   uuid not null,
  version     integer not null,
  state       text not null default 'sent' check (state in ('sent', 'answered', 'expired')),
  -- email or link
  by          text not null check (by in ('email', 'link')),
  -- Whom the frequency cap counts: the customer, or the address where no customer is known.
  asked       text,
  recipient   text,
  locale      text not null check (locale in ('zh-CN', 'zh-TW', 'en')),
  ticket_id   uuid,
  customer_id uuid,
  -- The ticket's facts at the time.
  facts       jsonb,
  team_id     uuid,
  assignee_id uuid,
  category_id uuid,
  channel     text,
  -- SHA-256 of the secrets in the links of the mail and of its reminder.
  secret_hash text not null,
  reminder_hash text,
  -- What was answered before the form was sent off.
  partial     jsonb,
  event_id    uuid,
  event_depth smallint not null default 0,
  sent_at     timestamptz not null,
  expires_at  timestamptz not null,
  remind_at   timestamptz,
  reminded_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, survey_id, version) references survey_versions (org_id, survey_id, version),
  foreign key (org_id, ticket_id) references tickets (org_id, id) on delete cascade
);
select secure_table('survey_invitations');
create index survey_invitations_by_survey on survey_invitations (org_id, survey_id, sent_at);
create index survey_invitations_asked on survey_invitations (org_id, asked, sent_at) where asked is not null;
create index survey_invitations_by_ticket on survey_invitations (org_id, ticket_id) where ticket_id is not null;
create index survey_invitations_expiring on survey_invitations (org_id, expires_at) where state = 'sent';
create index survey_invitations_to_remind on survey_invitations (org_id, remind_at) where state = 'sent' and remind_at is not null;

-- Invitations that were not sent.
create table survey_withheld (
  org_id    uuid not null,
  survey_id uuid not null,
  id        uuid not null,
  reason    text not null check (reason in ('frequencyCap', 'noAddress')),
  at        timestamptz not null,
  primary key (org_id, survey_id, id),
  foreign key (org_id, survey_id) references surveys (org_id, id)
);
select secure_table('survey_withheld', 'select, insert');
create index survey_withheld_by_time on survey_withheld (org_id, survey_id, at);

create table survey_answers (
  org_id         uuid not null,
  id             uuid not null,
  survey_id      uuid not null,
  version        integer not null,
  invitation_id  uuid,
  link_id        uuid,
  locale         text not null,
  kind           text check (kind in ('csat', 'nps', 'ces')),
  score          smallint,
  answers        jsonb not null,
  has_text       boolean not null,
  ticket_id      uuid,
  customer_id    uuid,
  team_id        uuid,
  assignee_id    uuid,
  category_id    uuid,
  channel        text,
  follow_up_id   uuid,
  -- Why no follow-up could be opened, by error code.
  follow_up_failed text,
  answered_at    timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, survey_id, version) references survey_versions (org_id, survey_id, version),
  foreign key (org_id, invitation_id) references survey_invitations (org_id, id) on delete cascade,
  foreign key (org_id, ticket_id) references tickets (org_id, id) on delete cascade
);
select secure_table('survey_answers');
-- Of one invitation there is one answer, whatever happens.
create unique index survey_answers_once on survey_answers (org_id, invitation_id) where invitation_id is not null;
create index survey_answers_by_survey on survey_answers (org_id, survey_id, answered_at desc, id desc);
create index survey_answers_by_ticket on survey_answers (org_id, ticket_id) where ticket_id is not null;
