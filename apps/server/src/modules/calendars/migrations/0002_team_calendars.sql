-- A calendar that a team works by cannot be deleted.
alter table teams add foreign key (org_id, calendar_id) references business_calendars (org_id, id);
