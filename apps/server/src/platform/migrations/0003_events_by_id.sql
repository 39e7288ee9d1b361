-- The event that another one names as its cause is looked up by its id alone. Ids grow with time, so each new entry goes
-- to the end of the index.
create index events_by_id on events (org_id, id);
