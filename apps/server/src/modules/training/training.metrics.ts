import { certificationGranted, quizAttempted, trainingAssigned } from '@jingyun/contracts';
import { defineMetric, type MetricDefinition } from '../../platform/metrics/types.ts';

/*
 * What training says in numbers. Who is in several teams counts for the first of them by name, so that the teams
 * add up to everybody.
 */

export const trainingMetrics: readonly MetricDefinition[] = [
  defineMetric({
    name: 'training.passRate',
    words: { zh: '测验通过率', en: 'Quiz pass rate' },
    formula: {
      zh: '通过的测验 ÷ 交卷的测验。',
      en: 'Quizzes passed ÷ quizzes handed in.',
    },
    unit: 'ratio',
    direction: 'up',
    kind: 'ratio',
    dimensions: ['team', 'assignee'],
    events: [quizAttempted],
    points: ({ data }) => [
      { value: data.passed ? 1 : 0, dims: { team: data.teamIds[0] ?? null, assignee: data.userId } },
    ],
  }),
  defineMetric({
    name: 'training.coverage',
    words: { zh: '培训覆盖率', en: 'Training coverage' },
    formula: {
      zh: '期间内获得的认证 ÷ 期间内安排的人次。',
      en: 'Certifications granted ÷ people assigned, both in the period.',
    },
    unit: 'ratio',
    direction: 'up',
    kind: 'ratio',
    dimensions: ['team'],
    events: [trainingAssigned, certificationGranted],
    points: ({ data }) =>
      'teams' in data
        ? data.teams.map(({ teamId, people }) => ({ value: 0, of: people, dims: { team: teamId } }))
        : [{ value: 1, of: 0, dims: { team: data.teamIds[0] ?? null } }],
  }),
];
