import auth from './zh-TW/auth.json' with { type: 'json' };
import board from './zh-TW/board.json' with { type: 'json' };
import common from './zh-TW/common.json' with { type: 'json' };
import customers from './zh-TW/customers.json' with { type: 'json' };
import events from './zh-TW/events.json' with { type: 'json' };
import home from './zh-TW/home.json' with { type: 'json' };
import metrics from './zh-TW/metrics.json' with { type: 'json' };
import shell from './zh-TW/shell.json' with { type: 'json' };
import tickets from './zh-TW/tickets.json' with { type: 'json' };

export default {
  auth,
  board,
  common,
  customers,
  events,
  home,
  metrics,
  shell,
  tickets,
};
