import { layoutFishbone, layoutLayered, layoutTree } from '../src/graph/index.ts';
import { seeded } from '../src/testing.ts';
import { type Comparison, median } from './harness.ts';

/** The time that a screen may take between two frames of a smooth animation, and a wait that is not felt. */
const FRAME = 16.7;
const UNFELT = 100;

export default function run(): Comparison[] {
  const random = seeded(1);
  const nodes = Array.from({ length: 300 }, (_, i) => ({ id: String(i), label: `活动 ${i}` }));
  // As in a process map: mostly onwards and near by, some far, some back.
  const edges = Array.from({ length: 600 }, () => {
    const from = Math.floor(300 * random());
    const far = Math.floor(random() * (random() < 0.9 ? 12 : 60)) - 2;
    return { from: String(from), to: String(Math.max(0, Math.min(299, from + far))), weight: 1 + random() };
  });
  const tree = Array.from({ length: 100_000 }, (_, i) => ({
    id: String(i),
    parent: i === 0 ? null : String(Math.floor(i * random())),
    label: '原因',
  }));
  const categories = Array.from({ length: 8 }, (_, i) => ({
    id: String(i),
    label: '人员',
    causes: Array.from({ length: 6 }, (_, j) => ({
      id: `${i}.${j}`,
      label: '新员工比例高，带教不足',
      causes: Array.from({ length: 3 }, (_, k) => ({ id: `${i}.${j}.${k}`, label: '排班未留出带教时间' })),
    })),
  }));
  return [
    {
      name: 'graph: 300 nodes with 600 edges in layers',
      ours: median(() => layoutLayered(nodes, edges), 3),
      reference: UNFELT,
      referenceName: 'a wait that is not felt',
    },
    {
      name: 'graph: tree of 100 k nodes',
      ours: median(() => layoutTree(tree), 3),
      reference: 10 * UNFELT,
      referenceName: 'a wait that does not interrupt',
    },
    {
      name: 'graph: fishbone of 8 × 6 × 3 causes',
      ours: median(() => layoutFishbone('首次解决率下降', categories)),
      reference: FRAME,
      referenceName: 'one frame of a screen',
    },
  ];
}
