import type { Words } from '@jingyun/contracts';

/** What one check of the doctor found. */
export interface Finding {
  /** Stable, for scripts. */
  check: string;
  /** `warning`: works now and will not for long, or in part. `failed`: does not work. */
  status: 'ok' | 'warning' | 'failed';
  words: Words;
  /** What to do about it; where the status is not ok. */
  todo?: Words;
}

export const fine = (check: string, zh: string, en: string): Finding => ({
  check,
  status: 'ok',
  words: { zh, en },
});

export const bad = (check: string, status: 'warning' | 'failed', words: Words, todo: Words): Finding => ({
  check,
  status,
  words,
  todo,
});
