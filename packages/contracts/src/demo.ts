import { z } from 'zod';
import { newPassword } from './auth.ts';
import { id, instant } from './common.ts';
import { definePermissions } from './permissions.ts';

/** Makes the demo organisation where there is none yet. Its past is written in the background. */
export const startDemoInput = z.strictObject({
  /** For everybody of the demo who may sign in. */
  password: newPassword,
  tickets: z.int().min(500).max(100_000).default(20_000),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(1),
});
export type StartDemoInput = z.infer<typeof startDemoInput>;

export const startDemoAnswer = z.object({
  /** The job that writes the past; its progress is at /api/v1/jobs/{id}. */
  jobId: id,
  signIns: z.array(z.object({ role: z.string(), name: z.string(), email: z.string() })),
});

/** The stops of the guided tour, in their order. */
export const tourSteps = [
  'signal',
  'open',
  'cause',
  'pilot',
  'learn',
  'wait',
  'check',
  'rollOut',
  'close',
  'thread',
  'noise',
  'nothing',
] as const;
export type TourStep = (typeof tourSteps)[number];

/** How the demo stands. Null for an organisation that is none. */
export const demoStanding = z.object({
  demo: z
    .object({
      /** How far the simulation has come. */
      simulatedTo: instant,
      /** Whole weeks that were let pass. */
      weeksPassed: z.int(),
      /** The job that lets weeks pass right now. */
      jobId: id.nullable(),
      /** What has been done of the tour, and where each stop is. */
      tour: z.array(z.object({ key: z.enum(tourSteps), done: z.boolean(), path: z.string().nullable() })),
    })
    .nullable(),
});
export type DemoStanding = z.infer<typeof demoStanding>;

/** Lets weeks pass in the demo: its customers, agents and its clock go on. */
export const passWeeksInput = z.strictObject({ weeks: z.int().min(1).max(8).default(4) });

export const passWeeksAnswer = z.object({
  /** The job; its progress is at /api/v1/jobs/{id}. */
  jobId: id,
});

export const demoPermissions = definePermissions({
  'demo.pass': {
    words: { zh: '在演示中让时间前进', en: 'Let time pass in the demo' },
    roles: { owner: 'all', manager: 'all' },
  },
});
