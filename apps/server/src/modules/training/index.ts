import { trainingEvents, trainingPermissions } from '@jingyun/contracts';
import { defineModule } from '../../platform/module.ts';
import { courseRoutes } from './course.routes.ts';
import { questionRoutes } from './question.routes.ts';
import { sweepTraining } from './sweep-training.ts';
import { takingRoutes } from './taking.routes.ts';
import { trainingMetrics } from './training.metrics.ts';
import { trainingProjector } from './training.projector.ts';
import { trainingRecords } from './training.records.ts';

export { assignCourse } from './assign-course.ts';
export { assignmentsToTake } from './assignments-to-take.ts';
export { createCourse } from './save-course.ts';
export { createQuestion } from './save-question.ts';
export { takeCourseFor } from './take-course-for.ts';
export { type PublishedVersion, trainVersion } from './train-version.ts';
export { uncertified } from './uncertified.ts';

/** Courses, quizzes, certifications: who has learnt what is to be done. */
export const trainingModule = defineModule({
  name: 'training',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: trainingPermissions,
  events: trainingEvents,
  metrics: trainingMetrics,
  records: trainingRecords,
  projectors: (services) => [trainingProjector(services)],
  routes: (app, services) => {
    questionRoutes(app, services);
    courseRoutes(app, services);
    takingRoutes(app, services);
  },
  // Every hour, for days begin at another hour in other time zones; what is done for a day is done once.
  schedules: [{ name: 'training.sweep', cron: '25 * * * *', run: sweepTraining }],
});
