import auth from './en/auth.json' with { type: 'json' };
import board from './en/board.json' with { type: 'json' };
import charts from './en/charts.json' with { type: 'json' };
import common from './en/common.json' with { type: 'json' };
import customers from './en/customers.json' with { type: 'json' };
import events from './en/events.json' with { type: 'json' };
import home from './en/home.json' with { type: 'json' };
import imports from './en/imports.json' with { type: 'json' };
import jobs from './en/jobs.json' with { type: 'json' };
import metrics from './en/metrics.json' with { type: 'json' };
import people from './en/people.json' with { type: 'json' };
import settings from './en/settings.json' with { type: 'json' };
import shell from './en/shell.json' with { type: 'json' };
import surveys from './en/surveys.json' with { type: 'json' };
import tickets from './en/tickets.json' with { type: 'json' };

export default {
  auth,
  board,
  charts,
  common,
  customers,
  events,
  home,
  imports,
  jobs,
  metrics,
  people,
  settings,
  shell,
  surveys,
  tickets,
};
