import { checkPetriNet, type PetriNet } from './petri-net.ts';
import { escapeXml } from './xml-document.ts';

const NET_TYPE = 'http://www.pnml.org/version-2009/grammar/ptnet';

/**
 * A net as PNML (ISO/IEC 15909-2), as ProM and pm4py read it: silent transitions are marked `$invisible$`, and final
 * markings follow the page. Ids of places are `n1`, `n2` …, those of transitions their own. O(net).
 *
 * @throws AnalyticsError if the net is malformed
 * @example readPnml(writePnml(net)); // the same net
 */
export function writePnml(net: PetriNet): string {
  checkPetriNet('net', net);
  const placeIds = idsFor(net);
  const arcs: string[] = [];
  const arc = (source: string, target: string, weight: number) => {
    const inscription = weight === 1 ? '' : `<inscription><text>${weight}</text></inscription>`;
    arcs.push(`<arc id="arc${arcs.length + 1}" source="${source}" target="${target}">${inscription}</arc>`);
  };
  for (const { id, inputs, outputs } of net.transitions) {
    for (const { place, weight } of inputs) arc(placeIds[place] as string, escapeXml(id), weight);
    for (const { place, weight } of outputs) arc(escapeXml(id), placeIds[place] as string, weight);
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<pnml xmlns="http://www.pnml.org/version-2009/grammar/pnml">',
    `<net id="net1" type="${NET_TYPE}">`,
    named(net.name),
    '<page id="page1">',
    ...net.places.map((name, i) => {
      const tokens = net.initialMarking[i] as number;
      const marking = tokens === 0 ? '' : `<initialMarking><text>${tokens}</text></initialMarking>`;
      return `<place id="${placeIds[i]}">${named(name)}${marking}</place>`;
    }),
    ...net.transitions.map(({ id, label }) => {
      // The name of a silent transition is for readers; an empty one of a labelled transition has to be told apart.
      const told = escapeXml(label ?? '$invisible$');
      const specific =
        label === null || label === '' ? `<toolspecific tool="ProM" version="6.4" activity="${told}"/>` : '';
      return `<transition id="${escapeXml(id)}">${named(label ?? id)}${specific}</transition>`;
    }),
    ...arcs,
    '</page>',
    '<finalmarkings><marking>',
    ...net.finalMarking.flatMap((tokens, i) =>
      tokens === 0 ? [] : [`<place idref="${placeIds[i]}"><text>${tokens}</text></place>`],
    ),
    '</marking></finalmarkings>',
    '</net>',
    '</pnml>',
    '',
  ].join('\n');
}

function named(name: string): string {
  return `<name><text>${escapeXml(name)}</text></name>`;
}

/** Ids for places that no transition has. */
function idsFor({ places, transitions }: PetriNet): string[] {
  const taken = new Set(transitions.map(({ id }) => id));
  let prefix = 'n';
  while (places.some((_, i) => taken.has(`${prefix}${i + 1}`))) prefix += '_';
  return places.map((_, i) => `${prefix}${i + 1}`);
}
