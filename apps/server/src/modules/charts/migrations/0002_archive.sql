-- A chart that is deleted stays for the sake of its alerts: they are what was known, and why somebody acted.
alter table control_charts
  add archived_at timestamptz,
  add chosen_kind text check (chosen_kind in ('ewma', 'cusum'));
alter table alerts
  drop constraint alerts_org_id_chart_id_fkey,
  add foreign key (org_id, chart_id) references control_charts (org_id, id),
  -- Null for alerts of before.
  add kind text,
  add worse boolean;
