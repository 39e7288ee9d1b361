import charts from './zh-CN/charts.json' with { type: 'json' };
import demo from './zh-CN/demo.json' with { type: 'json' };
import imports from './zh-CN/imports.json' with { type: 'json' };
import improvements from './zh-CN/improvements.json' with { type: 'json' };
import jobs from './zh-CN/jobs.json' with { type: 'json' };
import people from './zh-CN/people.json' with { type: 'json' };
import procedures from './zh-CN/procedures.json' with { type: 'json' };
import settings from './zh-CN/settings.json' with { type: 'json' };
import surveys from './zh-CN/surveys.json' with { type: 'json' };
import threads from './zh-CN/threads.json' with { type: 'json' };
import training from './zh-CN/training.json' with { type: 'json' };

export default {
  charts,
  demo,
  imports,
  improvements,
  jobs,
  people,
  procedures,
  settings,
  surveys,
  threads,
  training,
};
