import { z } from 'zod';
import { newPassword } from './auth.ts';
import { id } from './common.ts';

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
