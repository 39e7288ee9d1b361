-- The day from which a version is in force no more: its course is retired then.
alter table training_courses add column retires_on date;
