import charts from './en/charts.json' with { type: 'json' };
import demo from './en/demo.json' with { type: 'json' };
import imports from './en/imports.json' with { type: 'json' };
import improvements from './en/improvements.json' with { type: 'json' };
import jobs from './en/jobs.json' with { type: 'json' };
import people from './en/people.json' with { type: 'json' };
import procedures from './en/procedures.json' with { type: 'json' };
import settings from './en/settings.json' with { type: 'json' };
import surveys from './en/surveys.json' with { type: 'json' };
import threads from './en/threads.json' with { type: 'json' };
import training from './en/training.json' with { type: 'json' };

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
