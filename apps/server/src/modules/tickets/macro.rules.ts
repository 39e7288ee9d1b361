import type { macroPlaces, TicketMacro } from '@jingyun/contracts';

type Place = (typeof macroPlaces)[number];

/** What the places of a macro's words stand for on one ticket. */
export type PlaceValues = Record<Place, string>;

/**
 * Fills `{{ticket.number}}` and the like. A place that is not known stays as it is, so that a slip of the pen is
 * seen before it is sent; values are put in as they are and never read for places again.
 */
export function fillPlaces(text: string, values: PlaceValues): string {
  return text.replace(/\{\{\s*([a-z]+\.[a-z]+)\s*\}\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? values[name as Place] : whole,
  );
}

/** What a macro would say and change. */
export function previewOf(macro: TicketMacro, values: PlaceValues) {
  return {
    text: macro.text === null ? null : fillPlaces(macro.text, values),
    public: macro.public,
    change: macro.change,
  };
}
