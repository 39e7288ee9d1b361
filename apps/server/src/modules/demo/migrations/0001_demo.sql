-- What the demo's simulation must remember to go on where it stopped. One row where the organisation is a demo.
create table demo_worlds (
  org_id         uuid primary key references organisations,
  seed           integer not null,
  tickets        integer not null,
  -- The end of the past that the demo began with; shares of the simulated time refer to it.
  until          timestamptz not null,
  -- Ids of teams, people, categories and surveys by the simulator's keys.
  ids            jsonb not null,
  -- How far the simulation has come, and what was done on the way about the patterns planted in it.
  simulated_to   timestamptz not null,
  remedies       jsonb not null default '[]',
  -- The product's time of day here lies that far from the real one.
  clock_ahead_ms bigint not null default 0,
  -- The last job that let weeks pass.
  job_id         uuid
);
select secure_table('demo_worlds');
