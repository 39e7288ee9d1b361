import { type ProcessTree, silent } from './process-tree.ts';

/** A drawn element of a BPMN process. */
export interface BpmnShape {
  readonly id: string;
  readonly kind: 'startEvent' | 'endEvent' | 'task' | 'exclusiveGateway' | 'parallelGateway';
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A drawn sequence flow. */
export interface BpmnFlow {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly points: readonly Point[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

const SIZES = {
  startEvent: [36, 36],
  endEvent: [36, 36],
  task: [140, 80],
  exclusiveGateway: [50, 50],
  parallelGateway: [50, 50],
} as const;
const GAP = 50;
const LANE_GAP = 30;
/** Height of a lane with nothing but a flow in it. */
const FLOW_HEIGHT = 30;

/** Room that a block takes along the flow, and on either side of its axis. */
interface Extent {
  readonly length: number;
  readonly above: number;
  readonly below: number;
}

/** Where a flow leaves from, and the bends it has made so far. */
interface Port {
  readonly source: string;
  readonly points: readonly Point[];
}

/**
 * Places the elements of a reduced tree on a plane: sequences from left to right, alternatives and parallel branches in
 * lanes below one another, parts that lead a loop back in lanes below its body, drawn from right to left.
 */
export class BpmnLayout {
  readonly shapes: BpmnShape[] = [];
  readonly flows: BpmnFlow[] = [];
  readonly #extents = new Map<ProcessTree, Extent>();

  constructor(tree: ProcessTree) {
    const { length, above } = this.#extent(tree);
    const axis = 60 + Math.max(above, 18);
    const start = this.#shape('startEvent', '', 60, axis, 1);
    const from = 60 + 36 + GAP;
    const left = this.#place(tree, from, axis, 1, { source: start.id, points: [{ x: 96, y: axis }] });
    const at = length === 0 ? from : from + length + GAP;
    const end = this.#shape('endEvent', '', at, axis, 1);
    this.#connect(left, end.id, { x: at, y: axis });
  }

  /** Draws a block from `x` on in the given direction; returns where the flow goes on. */
  #place(tree: ProcessTree, x: number, axis: number, direction: 1 | -1, from: Port): Port {
    switch (tree.kind) {
      case 'silent':
        return from;
      case 'activity': {
        const task = this.#shape('task', tree.label, x, axis, direction);
        this.#connect(from, task.id, { x, y: axis });
        return { source: task.id, points: [{ x: x + direction * task.width, y: axis }] };
      }
      case 'sequence': {
        let at = x;
        let port = from;
        for (const child of tree.children) {
          port = this.#place(child, at, axis, direction, port);
          at += direction * (this.#extent(child).length + GAP);
        }
        return port;
      }
      case 'loop':
        return this.#placeLoop(tree.children, x, axis, direction, from);
      default:
        return this.#placeBranches(tree.kind, tree.children, x, axis, direction, from);
    }
  }

  #placeBranches(
    kind: 'choice' | 'parallel',
    children: readonly ProcessTree[],
    x: number,
    axis: number,
    direction: 1 | -1,
    from: Port,
  ): Port {
    const gateway = kind === 'choice' ? 'exclusiveGateway' : 'parallelGateway';
    const inner = Math.max(...children.map((child) => this.#extent(child).length));
    const split = this.#shape(gateway, '', x, axis, direction);
    this.#connect(from, split.id, { x, y: axis });
    const endX = x + direction * (50 + GAP + inner + GAP);
    const join = this.#shape(gateway, '', endX, axis, direction);
    let top = axis - this.#stackHeight(children) / 2;
    for (const child of children) {
      const { above, below } = this.#extent(child);
      const lane = top + above;
      const port = this.#place(
        child,
        x + direction * (50 + GAP),
        lane,
        direction,
        this.#leave(split, lane, direction),
      );
      this.#enter(port, join, lane, direction);
      top = lane + below + LANE_GAP;
    }
    return { source: join.id, points: [{ x: endX + direction * 50, y: axis }] };
  }

  #placeLoop(children: readonly ProcessTree[], x: number, axis: number, direction: 1 | -1, from: Port): Port {
    const [body = silent, ...redo] = children;
    const inner = Math.max(...children.map((child) => this.#extent(child).length));
    const join = this.#shape('exclusiveGateway', '', x, axis, direction);
    this.#connect(from, join.id, { x, y: axis });
    const endX = x + direction * (50 + GAP + inner + GAP);
    const split = this.#shape('exclusiveGateway', '', endX, axis, direction);
    const done = this.#place(
      body,
      x + direction * (50 + GAP),
      axis,
      direction,
      this.#leave(join, axis, direction),
    );
    this.#connect(done, split.id, { x: endX, y: axis });
    let top = axis + Math.max(this.#extent(body).below, 25) + LANE_GAP;
    const back = direction === 1 ? -1 : 1;
    for (const child of redo) {
      const { above, below } = this.#extent(child);
      const lane = top + above;
      const port = this.#place(child, endX - direction * GAP, lane, back, this.#leave(split, lane, back));
      this.#enter(port, join, lane, back);
      top = lane + below + LANE_GAP;
    }
    return { source: split.id, points: [{ x: endX + direction * 50, y: axis }] };
  }

  #extent(tree: ProcessTree): Extent {
    const known = this.#extents.get(tree);
    if (known) return known;
    const extent = this.#measure(tree);
    this.#extents.set(tree, extent);
    return extent;
  }

  #measure(tree: ProcessTree): Extent {
    if (tree.kind === 'silent') return { length: 0, above: FLOW_HEIGHT / 2, below: FLOW_HEIGHT / 2 };
    if (tree.kind === 'activity')
      return { length: SIZES.task[0], above: SIZES.task[1] / 2, below: SIZES.task[1] / 2 };
    const parts = tree.children.map((child) => this.#extent(child));
    const above = Math.max(25, ...parts.map((part) => part.above));
    if (tree.kind === 'sequence') {
      const length = parts.reduce((sum, part) => sum + part.length, GAP * (parts.length - 1));
      return { length, above, below: Math.max(...parts.map((part) => part.below)) };
    }
    const length = 2 * (50 + GAP) + Math.max(...parts.map((part) => part.length));
    if (tree.kind === 'loop') {
      const [body] = parts as [Extent];
      const lanes = this.#stackHeight(tree.children.slice(1));
      return { length, above: Math.max(25, body.above), below: Math.max(25, body.below) + LANE_GAP + lanes };
    }
    const half = Math.max(25, this.#stackHeight(tree.children) / 2);
    return { length, above: half, below: half };
  }

  #stackHeight(children: readonly ProcessTree[]): number {
    return children.reduce(
      (sum, child) => {
        const { above, below } = this.#extent(child);
        return sum + above + below;
      },
      LANE_GAP * (children.length - 1),
    );
  }

  #shape(kind: BpmnShape['kind'], name: string, x: number, axis: number, direction: 1 | -1): BpmnShape {
    const [width, height] = SIZES[kind];
    const left = direction === 1 ? x : x - width;
    const shape = {
      id: `${kind}_${this.shapes.length + 1}`,
      kind,
      name,
      x: left,
      y: axis - height / 2,
      width,
      height,
    };
    this.shapes.push(shape);
    return shape;
  }

  /** A flow from a gateway into a lane: straight, from its side if the lane is near, else from its top or bottom. */
  #leave(gateway: BpmnShape, lane: number, direction: 1 | -1): Port {
    const axis = gateway.y + 25;
    const middle = gateway.x + 25;
    const side = { x: middle + direction * 25, y: axis };
    if (lane === axis) return { source: gateway.id, points: [side] };
    if (Math.abs(lane - axis) < 25) {
      const bend = side.x + direction * (GAP / 2);
      return { source: gateway.id, points: [side, { x: bend, y: axis }, { x: bend, y: lane }] };
    }
    const corner = { x: middle, y: axis + Math.sign(lane - axis) * 25 };
    return { source: gateway.id, points: [corner, { x: middle, y: lane }] };
  }

  #enter(port: Port, gateway: BpmnShape, lane: number, direction: 1 | -1): void {
    const axis = gateway.y + 25;
    const middle = gateway.x + 25;
    if (Math.abs(lane - axis) < 25) {
      const side = { x: middle - direction * 25, y: axis };
      const bend = side.x - direction * (GAP / 2);
      const bends =
        lane === axis
          ? []
          : [
              { x: bend, y: lane },
              { x: bend, y: axis },
            ];
      this.#connect({ ...port, points: [...port.points, ...bends] }, gateway.id, side);
      return;
    }
    const bent = { ...port, points: [...port.points, { x: middle, y: lane }] };
    this.#connect(bent, gateway.id, { x: middle, y: axis + Math.sign(lane - axis) * 25 });
  }

  #connect({ source, points }: Port, target: string, end: Point): void {
    this.flows.push({ id: `flow_${this.flows.length + 1}`, source, target, points: [...points, end] });
  }
}
