-- The question bank. What an attempt asked is kept with the attempt, so questions may be edited at any time.
create table training_questions (
  org_id       uuid not null references organisations,
  id           uuid not null,
  content      jsonb not null,
  procedure_id uuid,
  tags         text[] not null,
  active       boolean not null,
  -- Who wrote it; null for the product itself.
  owner_id     uuid,
  version      integer not null default 1,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, owner_id) references users (org_id, id)
);
select secure_table('training_questions');
create index training_questions_by_procedure on training_questions (org_id, procedure_id) where procedure_id is not null;

create table training_courses (
  org_id         uuid not null references organisations,
  id             uuid not null,
  name           jsonb not null,
  lesson         jsonb not null,
  question_ids   uuid[] not null,
  -- draw, shuffle, passMark, attempts, dueDays, validDays
  settings       jsonb not null,
  owner_id       uuid,
  retired        boolean not null,
  -- The version of a procedure that it is for; all four or none.
  procedure_id   uuid,
  version_id     uuid,
  version_number integer,
  version_name   text,
  -- The newest event that assigned it: the cause of the attempts that follow.
  assigned_event uuid,
  assigned_depth smallint not null default 0,
  version        integer not null default 1,
  created_at     timestamptz not null,
  updated_at     timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, owner_id) references users (org_id, id),
  check ((version_id is null) = (procedure_id is null) and (version_id is null) = (version_number is null)
    and (version_id is null) = (version_name is null))
);
select secure_table('training_courses');
create unique index training_courses_by_version on training_courses (org_id, version_id) where version_id is not null;
create index training_courses_by_procedure on training_courses (org_id, procedure_id, version_number)
  where procedure_id is not null;

-- Whose people are to take a course: who joins a team or a role later is assigned by the clock.
create table training_audiences (
  org_id      uuid not null,
  id          uuid not null,
  course_id   uuid not null,
  -- Empty for all teams, and for all roles.
  team_ids    uuid[] not null,
  roles       text[] not null,
  source      text not null check (source in ('procedure', 'hand')),
  -- The event that made it: the cause of the assignments that follow.
  event_id    uuid,
  event_depth smallint not null,
  created_at  timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, course_id) references training_courses (org_id, id)
);
select secure_table('training_audiences');
create index training_audiences_by_course on training_audiences (org_id, course_id, created_at);
-- A publication is answered once, also where its event is read twice.
create unique index training_audiences_once on training_audiences (org_id, course_id, event_id) where event_id is not null;

create table training_assignments (
  org_id        uuid not null,
  course_id     uuid not null,
  user_id       uuid not null,
  due_on        date not null,
  assigned_at   timestamptz not null,
  -- Attempts handed in since it was assigned (anew).
  attempts_used integer not null default 0,
  best          double precision,
  passed_at     timestamptz,
  -- A newer version of the same procedure is to be learnt instead.
  withdrawn_at  timestamptz,
  reminded_before_at  timestamptz,
  reminded_overdue_at timestamptz,
  primary key (org_id, course_id, user_id),
  foreign key (org_id, course_id) references training_courses (org_id, id),
  foreign key (org_id, user_id) references users (org_id, id)
);
select secure_table('training_assignments');
create index training_assignments_by_user on training_assignments (org_id, user_id);
create index training_assignments_due on training_assignments (org_id, due_on) where passed_at is null;

create table training_attempts (
  org_id       uuid not null,
  id           uuid not null,
  course_id    uuid not null,
  user_id      uuid not null,
  number       integer not null,
  -- Questions with their right answers, word for word, in the order in which they are asked.
  questions    jsonb not null,
  pass_mark    integer not null,
  opened_at    timestamptz not null,
  answers      jsonb,
  score        integer,
  passed       boolean,
  handed_in_at timestamptz,
  primary key (org_id, id),
  unique (org_id, course_id, user_id, number),
  foreign key (org_id, course_id, user_id) references training_assignments (org_id, course_id, user_id),
  check ((handed_in_at is null) = (answers is null) and (handed_in_at is null) = (score is null)
    and (handed_in_at is null) = (passed is null))
);
-- What was asked never changes: only what was answered may be written later.
select secure_table('training_attempts', 'select, insert, update (answers, score, passed, handed_in_at)');
create unique index training_attempts_open on training_attempts (org_id, course_id, user_id) where handed_in_at is null;

create table training_certifications (
  org_id      uuid not null,
  id          uuid not null,
  course_id   uuid not null,
  user_id     uuid not null,
  granted_at  timestamptz not null,
  -- The last day; null for good.
  until       date,
  expired_at  timestamptz,
  event_id    uuid not null,
  event_depth smallint not null,
  primary key (org_id, id),
  foreign key (org_id, course_id) references training_courses (org_id, id),
  foreign key (org_id, user_id) references users (org_id, id)
);
select secure_table('training_certifications');
create unique index training_certifications_in_force on training_certifications (org_id, course_id, user_id)
  where expired_at is null;
create index training_certifications_until on training_certifications (org_id, until)
  where expired_at is null and until is not null;
create index training_certifications_by_user on training_certifications (org_id, user_id);

create table training_settings (
  org_id             uuid not null references organisations,
  due_days           integer not null,
  remind_before_days integer not null,
  primary key (org_id)
);
select secure_table('training_settings');
