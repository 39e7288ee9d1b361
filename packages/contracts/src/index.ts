export * from './calendars.ts';
export * from './common.ts';
export * from './conditions.ts';
export * from './errors/index.ts';
export * from './events.ts';
export * from './metrics.ts';
export * from './permissions.ts';
export * from './sla.ts';
