/** Statistics: what a sample says, how sure that is, and whether two samples differ. */
export * as ddsketch from './ddsketch.ts';
