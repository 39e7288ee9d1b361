import { AnalyticsError } from '../../errors.ts';
import { type Arc, checkPetriNet, type PetriNet } from './petri-net.ts';
import { readXmlDocument, type XmlElement } from './xml-document.ts';

/** Words that tools put on silent transitions. */
const INVISIBLE = '$invisible$';

/**
 * Reads the first net of a PNML file (ISO/IEC 15909-2), such as ProM, pm4py and WoPeD write. Pages are joined; arcs
 * without inscription weigh 1; a transition without name, or marked `$invisible$`, is silent. Without final markings,
 * which the standard does not know, the one place that nothing leads out of is the end; of several the first is taken.
 * Places of the same name get numbers. Graphics are passed over. O(length).
 *
 * Hostile files are refused: DOCTYPE and entities, more than 16 million characters, 64 levels, 500,000 elements; arcs
 * that are no plain ones (reset, inhibitor), as they would be read as what they are not.
 *
 * @throws AnalyticsError if the text is no PNML, or tells of arcs, places or markings that cannot be
 * @example const net = readPnml(await file.text());
 */
export function readPnml(text: string): PetriNet {
  const root = readXmlDocument(text);
  const net = root.name === 'pnml' ? child(root, 'net') : undefined;
  if (!net) throw new AnalyticsError('text', 'is no PNML: it has no net');
  const parts = partsOf(net);
  const places = new Map<string, number>();
  const names: string[] = [];
  const initialMarking: number[] = [];
  for (const place of parts.places) {
    const id = idOf(place, places, names.length);
    names.push(labelOf(place) || id);
    initialMarking.push(countOf(child(place, 'initialMarking'), 0));
  }
  const transitions = new Map<string, number>();
  const drafts = parts.transitions.map((transition, i) => {
    const id = idOf(transition, transitions, i);
    if (places.has(id)) throw new AnalyticsError('text', `has a place and a transition of the id ${id}`);
    return {
      id,
      label: isSilent(transition) ? null : labelOf(transition),
      inputs: emptyArcs(),
      outputs: emptyArcs(),
    };
  });
  for (const arc of parts.arcs) {
    const [source, target] = [arc.attributes.get('source') ?? '', arc.attributes.get('target') ?? ''];
    const kind = (child(arc, 'arctype') && labelText(child(arc, 'arctype'))) || 'normal';
    if (kind !== 'normal')
      throw new AnalyticsError('text', `has an arc of kind ${kind}, which is not supported`);
    const weight = countOf(child(arc, 'inscription'), 1);
    const from = places.get(source);
    const to = places.get(target);
    const before = drafts[transitions.get(target) ?? -1];
    const after = drafts[transitions.get(source) ?? -1];
    if (from !== undefined && before) join(before.inputs, from, weight);
    else if (to !== undefined && after) join(after.outputs, to, weight);
    else throw new AnalyticsError('text', `has an arc from ${source} to ${target}, which join nothing`);
  }
  const read: PetriNet = {
    name: labelOf(net),
    places: distinct(names),
    transitions: drafts.map((draft) => ({
      ...draft,
      inputs: arcList(draft.inputs),
      outputs: arcList(draft.outputs),
    })),
    initialMarking,
    finalMarking: finalMarking(net, places) ?? sinkMarking(names.length, drafts),
  };
  checkPetriNet('text', read);
  return read;
}

/** Places, transitions and arcs of a net, on whatever page. */
function partsOf(net: XmlElement) {
  const parts = { places: [] as XmlElement[], transitions: [] as XmlElement[], arcs: [] as XmlElement[] };
  const pages = [net];
  for (const page of pages) {
    for (const element of page.children) {
      if (element.name === 'page') pages.push(element);
      if (element.name === 'place') parts.places.push(element);
      if (element.name === 'transition') parts.transitions.push(element);
      if (element.name === 'arc') parts.arcs.push(element);
    }
  }
  return parts;
}

function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((one) => one.name === name);
}

function labelOf(element: XmlElement): string {
  return labelText(child(element, 'name'));
}

function labelText(element: XmlElement | undefined): string {
  return (element && child(element, 'text')?.text) || '';
}

function idOf(element: XmlElement, known: Map<string, number>, place: number): string {
  const id = element.attributes.get('id') ?? '';
  if (id === '' || known.has(id))
    throw new AnalyticsError('text', `has a ${element.name} without an id of its own`);
  known.set(id, place);
  return id;
}

/** What a tool says of the activity counts more than the name, which silent transitions may have for the reader. */
function isSilent(transition: XmlElement): boolean {
  const told = transition.children.find(
    ({ name, attributes }) => name === 'toolspecific' && attributes.has('activity'),
  );
  return told ? told.attributes.get('activity') === INVISIBLE : labelOf(transition) === '';
}

function countOf(element: XmlElement | undefined, missing: number): number {
  const text = labelText(element).trim();
  return text === '' ? missing : Number(text);
}

/** Weights by place: a second arc of the same place adds to its weight. */
type DraftArcs = Map<number, number>;

function emptyArcs(): DraftArcs {
  return new Map();
}

function join(arcs: DraftArcs, place: number, weight: number): void {
  arcs.set(place, (arcs.get(place) ?? 0) + weight);
}

function arcList(arcs: DraftArcs): Arc[] {
  return Array.from(arcs, ([place, weight]) => ({ place, weight }));
}

function finalMarking(net: XmlElement, places: ReadonlyMap<string, number>): number[] | null {
  const marking = child(net, 'finalmarkings')?.children[0];
  if (!marking) return null;
  const tokens = new Array<number>(places.size).fill(0);
  for (const place of marking.children) {
    const at = places.get(place.attributes.get('idref') ?? '');
    if (at === undefined)
      throw new AnalyticsError('text', 'has a final marking of a place that is not there');
    tokens[at] = Number(child(place, 'text')?.text ?? '0');
  }
  return tokens;
}

function sinkMarking(placeCount: number, transitions: readonly { inputs: DraftArcs }[]): number[] {
  const tokens = new Array<number>(placeCount).fill(0);
  const left = new Set(transitions.flatMap(({ inputs }) => [...inputs.keys()]));
  const sink = tokens.findIndex((_, place) => !left.has(place));
  if (sink >= 0) tokens[sink] = 1;
  return tokens;
}

/** Names with a number behind where they repeat. */
function distinct(names: readonly string[]): string[] {
  const taken = new Set<string>();
  const next = new Map<string, number>();
  return names.map((name) => {
    let free = name;
    let number = next.get(name) ?? 2;
    while (taken.has(free)) free = `${name} (${number++})`;
    next.set(name, number);
    taken.add(free);
    return free;
  });
}
