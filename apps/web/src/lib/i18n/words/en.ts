import auth from './en/auth.json' with { type: 'json' };
import board from './en/board.json' with { type: 'json' };
import common from './en/common.json' with { type: 'json' };
import customers from './en/customers.json' with { type: 'json' };
import events from './en/events.json' with { type: 'json' };
import home from './en/home.json' with { type: 'json' };
import metrics from './en/metrics.json' with { type: 'json' };
import shell from './en/shell.json' with { type: 'json' };
import tickets from './en/tickets.json' with { type: 'json' };

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
