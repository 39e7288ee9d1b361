import charts from './zh-TW/charts.json' with { type: 'json' };
import demo from './zh-TW/demo.json' with { type: 'json' };
import imports from './zh-TW/imports.json' with { type: 'json' };
import improvements from './zh-TW/improvements.json' with { type: 'json' };
import jobs from './zh-TW/jobs.json' with { type: 'json' };
import people from './zh-TW/people.json' with { type: 'json' };
import procedures from './zh-TW/procedures.json' with { type: 'json' };
import settings from './zh-TW/settings.json' with { type: 'json' };
import surveys from './zh-TW/surveys.json' with { type: 'json' };
import threads from './zh-TW/threads.json' with { type: 'json' };
import training from './zh-TW/training.json' with { type: 'json' };

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
