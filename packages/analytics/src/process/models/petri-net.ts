import { AnalyticsError } from '../../errors.ts';

/**
 * A place/transition net with labels: transitions consume tokens from places and put tokens into places. A transition
 * without label is silent: it leaves no event. Source: Murata, Petri Nets: Properties, Analysis and Applications (1989).
 */
export interface PetriNet {
  readonly name: string;
  /** One name a place; names are unique. */
  readonly places: readonly string[];
  readonly transitions: readonly Transition[];
  /** Tokens per place at the beginning. */
  readonly initialMarking: readonly number[];
  /** Tokens per place at the end. */
  readonly finalMarking: readonly number[];
}

export interface Transition {
  /** Unique among transitions. */
  readonly id: string;
  /** Activity of the event that firing leaves; null for silent ones. */
  readonly label: string | null;
  readonly inputs: readonly Arc[];
  readonly outputs: readonly Arc[];
}

/** How many tokens a transition takes from a place, or puts there. */
export interface Arc {
  /** Place in `places`. */
  readonly place: number;
  readonly weight: number;
}

/** Counts of tokens and weights above this are refused: markings are kept in bytes. */
export const MOST_TOKENS = 255;

/**
 * Refuses a net whose arcs lead nowhere, whose names repeat, or whose markings do not fit its places. O(arcs).
 *
 * @throws AnalyticsError naming the part of `argument`
 */
export function checkPetriNet(argument: string, net: PetriNet): void {
  const { places, transitions } = net;
  if (new Set(places).size !== places.length)
    throw new AnalyticsError(`${argument}.places`, 'must not repeat a name');
  if (new Set(transitions.map(({ id }) => id)).size !== transitions.length)
    throw new AnalyticsError(`${argument}.transitions`, 'must not repeat an id');
  for (const marking of ['initialMarking', 'finalMarking'] as const) {
    if (net[marking].length !== places.length)
      throw new AnalyticsError(
        `${argument}.${marking}`,
        `must tell the tokens of each of ${places.length} places`,
      );
    for (const tokens of net[marking]) checkTokens(`${argument}.${marking}`, tokens, 0);
  }
  for (const [i, { inputs, outputs }] of transitions.entries()) {
    for (const arcs of [inputs, outputs]) {
      for (const { place, weight } of arcs) {
        if (!(Number.isInteger(place) && place >= 0 && place < places.length))
          throw new AnalyticsError(
            `${argument}.transitions[${i}]`,
            `has an arc to place ${place}, which is not there`,
          );
        checkTokens(`${argument}.transitions[${i}]`, weight, 1);
      }
      if (new Set(arcs.map(({ place }) => place)).size !== arcs.length)
        throw new AnalyticsError(
          `${argument}.transitions[${i}]`,
          'has two arcs of one place; give one with a weight',
        );
    }
  }
}

function checkTokens(argument: string, tokens: number, least: number): void {
  if (!(Number.isInteger(tokens) && tokens >= least && tokens <= MOST_TOKENS))
    throw new AnalyticsError(argument, `must count tokens from ${least} to ${MOST_TOKENS}, not ${tokens}`);
}
