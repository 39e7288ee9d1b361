import auth from './zh-CN/auth.json' with { type: 'json' };
import board from './zh-CN/board.json' with { type: 'json' };
import common from './zh-CN/common.json' with { type: 'json' };
import customers from './zh-CN/customers.json' with { type: 'json' };
import events from './zh-CN/events.json' with { type: 'json' };
import home from './zh-CN/home.json' with { type: 'json' };
import metrics from './zh-CN/metrics.json' with { type: 'json' };
import shell from './zh-CN/shell.json' with { type: 'json' };
import tickets from './zh-CN/tickets.json' with { type: 'json' };

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
