import type { DimensionNames } from '../../platform/metrics/types.ts';
import { findTeamNames, findUserNames } from './names.repo.ts';

/** Names of the teams and people that metrics are cut by. */
export const peopleDimensionNames: readonly DimensionNames[] = [
  { dimension: 'team', names: findTeamNames },
  { dimension: 'assignee', names: findUserNames },
];
