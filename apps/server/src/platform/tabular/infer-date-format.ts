import { type DateFormat, dateFormats, readDate } from './date-formats.ts';

/** A format with how sure it is. `ambiguous`: every value reads as day-first and month-first alike. */
export interface InferredDateFormat {
  format: DateFormat;
  /** Share of the values that read in this format, 0 to 1. */
  share: number;
  ambiguous: boolean;
}

/** Ties go to the earlier: day first is the order of most of the world, and of no American export with a 13th in it. */
const order: Record<DateFormat, number> = {
  iso: 0,
  chinese: 1,
  dayFirst: 2,
  monthFirst: 3,
  epoch: 4,
  excelSerial: 5,
};

/**
 * The date format of a column from a sample of its values (empty and unknown ones
 * left out beforehand), or null where fewer than three in four read as dates in any.
 */
export function inferDateFormat(values: readonly string[]): InferredDateFormat | null {
  if (values.length === 0) return null;
  const shares = dateFormats
    .map((format) => ({
      format,
      share: values.filter((value) => readDate(value, format) !== null).length / values.length,
    }))
    .sort((a, b) => b.share - a.share || order[a.format] - order[b.format]);
  const [best, next] = shares;
  if (best === undefined || best.share < 0.75) return null;
  const pair = new Set([best.format, next?.format]);
  const ambiguous = pair.has('dayFirst') && pair.has('monthFirst') && next?.share === best.share;
  return { ...best, ambiguous };
}
