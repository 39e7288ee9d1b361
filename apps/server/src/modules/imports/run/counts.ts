import type { ImportCounts } from '@jingyun/contracts';

export const noCounts: ImportCounts = {
  rows: 0,
  rejected: 0,
  tickets: 0,
  created: 0,
  extended: 0,
  unchanged: 0,
  events: 0,
  adjusted: 0,
};
