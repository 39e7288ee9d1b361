import auth from './zh-TW/auth.json' with { type: 'json' };
import board from './zh-TW/board.json' with { type: 'json' };
import charts from './zh-TW/charts.json' with { type: 'json' };
import common from './zh-TW/common.json' with { type: 'json' };
import customers from './zh-TW/customers.json' with { type: 'json' };
import events from './zh-TW/events.json' with { type: 'json' };
import home from './zh-TW/home.json' with { type: 'json' };
import imports from './zh-TW/imports.json' with { type: 'json' };
import jobs from './zh-TW/jobs.json' with { type: 'json' };
import metrics from './zh-TW/metrics.json' with { type: 'json' };
import people from './zh-TW/people.json' with { type: 'json' };
import settings from './zh-TW/settings.json' with { type: 'json' };
import shell from './zh-TW/shell.json' with { type: 'json' };
import surveys from './zh-TW/surveys.json' with { type: 'json' };
import tickets from './zh-TW/tickets.json' with { type: 'json' };

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
