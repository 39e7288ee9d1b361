/**
 * Analytics of service work as pure functions: no I/O, no clock, no randomness but what is passed in.
 * Each group is also a sub-path (`@jingyun/analytics/stats`), so that a browser bundle takes only what it uses.
 */
export * as associate from './associate/index.ts';
export * as cluster from './cluster/index.ts';
export { AnalyticsError } from './errors.ts';
export * as graph from './graph/index.ts';
export * as predict from './predict/index.ts';
export * as process from './process/index.ts';
export * as spc from './spc/index.ts';
export * as staffing from './staffing/index.ts';
export * as stats from './stats/index.ts';
export * as text from './text/index.ts';
