import { BpmnLayout } from './bpmn-layout.ts';
import { checkProcessTree } from './check-process-tree.ts';
import type { ProcessTree } from './process-tree.ts';
import { reduceProcessTree } from './reduce-process-tree.ts';
import { escapeXml } from './xml-document.ts';

/**
 * A process tree as a BPMN 2.0 diagram: activities are tasks, choices and loops exclusive gateways, parallels parallel
 * gateways, from one start to one end; with places for everything, so that modellers open it as a drawing. The tree is
 * reduced first. Source: OMG, Business Process Model and Notation 2.0.2, with its diagram interchange. O(nodes).
 *
 * @param name of the process, default `process`
 * @throws AnalyticsError if the tree is malformed or nested deeper than 1,000
 * @example await writeFile('process.bpmn', writeBpmn(inductiveMiner(log, { noise: 0.2 })));
 */
export function writeBpmn(tree: ProcessTree, { name = 'process' }: { name?: string } = {}): string {
  checkProcessTree('tree', tree);
  const { shapes, flows } = new BpmnLayout(reduceProcessTree(tree));
  const incoming = Map.groupBy(flows, ({ target }) => target);
  const outgoing = Map.groupBy(flows, ({ source }) => source);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="definitions_1" targetNamespace="http://bpmn.io/schema/bpmn">',
    `<bpmn:process id="process_1" name="${escapeXml(name)}" isExecutable="false">`,
    ...shapes.map((shape) => {
      const title = shape.name === '' ? '' : ` name="${escapeXml(shape.name)}"`;
      const ends = [
        ...(incoming.get(shape.id) ?? []).map(({ id }) => `<bpmn:incoming>${id}</bpmn:incoming>`),
        ...(outgoing.get(shape.id) ?? []).map(({ id }) => `<bpmn:outgoing>${id}</bpmn:outgoing>`),
      ].join('');
      return `<bpmn:${shape.kind} id="${shape.id}"${title}>${ends}</bpmn:${shape.kind}>`;
    }),
    ...flows.map(
      ({ id, source, target }) =>
        `<bpmn:sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}"/>`,
    ),
    '</bpmn:process>',
    '<bpmndi:BPMNDiagram id="diagram_1">',
    '<bpmndi:BPMNPlane id="plane_1" bpmnElement="process_1">',
    ...shapes.map(({ id, kind, x, y, width, height }) => {
      const marker = kind === 'exclusiveGateway' ? ' isMarkerVisible="true"' : '';
      const bounds = `<dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}"/>`;
      return `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"${marker}>${bounds}</bpmndi:BPMNShape>`;
    }),
    ...flows.map(({ id, points }) => {
      const bends = points.map(({ x, y }) => `<di:waypoint x="${x}" y="${y}"/>`).join('');
      return `<bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}">${bends}</bpmndi:BPMNEdge>`;
    }),
    '</bpmndi:BPMNPlane>',
    '</bpmndi:BPMNDiagram>',
    '</bpmn:definitions>',
    '',
  ].join('\n');
}
