import { describe, expect, it } from 'vitest';
import * as associate from './associate/index.ts';
import * as cluster from './cluster/index.ts';
import * as graph from './graph/index.ts';
import * as predict from './predict/index.ts';
import * as process from './process/index.ts';
import * as spc from './spc/index.ts';
import * as staffing from './staffing/index.ts';
import * as stats from './stats/index.ts';
import { seeded } from './testing.ts';
import * as text from './text/index.ts';

/** Freezes everything inside: a write to it then throws. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
    for (const inner of Object.values(value)) frozen(inner);
    Object.freeze(value);
  }
  return value;
}

const values = frozen([5, 3, 9, 1, 4, 8, 2, 7, 6, 3, 5, 9, 4, 6, 2, 8]);
const others = frozen([4, 4, 6, 2, 9, 1, 3, 8]);
const table = frozen([
  [9, 2, 5, 8],
  [6, 1, 3, 2],
  [8, 4, 6, 8],
  [7, 1, 2, 6],
]);
const agent = { id: 'a', skills: ['calls'], spells: [{ from: 0, to: 50 }] };
const queue = {
  id: 'calls',
  arrivals: [{ from: 0, rate: 1 }],
  handleTime: { kind: 'observed', values: [1, 2] },
  targetTime: 1,
} as const;

describe('functions leave their input as it was', () => {
  it.each<[string, () => unknown]>([
    [
      'quantiles',
      () => [stats.quantile(values, 0.3), stats.quantiles(values, [0.1, 0.9]), stats.median(values)],
    ],
    [
      'moments',
      () => [stats.mean(values), stats.variance(values), stats.momentsOf(values), stats.midRanks(values)],
    ],
    ['covariance', () => stats.correlation(values, values)],
    [
      'bootstrapInterval',
      () =>
        stats.bootstrapInterval(values, (s) => s.sort()[3] as number, { random: seeded(1), resamples: 100 }),
    ],
    ['welchTTest', () => stats.welchTTest(values, others)],
    ['mannWhitneyTest', () => stats.mannWhitneyTest(values, others)],
    [
      'permutationTest',
      () =>
        stats.permutationTest(values, others, {
          random: seeded(1),
          shuffles: 10,
          statistic: (a, b) => (a.sort()[0] as number) - (b.sort()[0] as number),
        }),
    ],
    ['chiSquareTest', () => [stats.chiSquareTest(table), stats.chiSquareFit(others, others)]],
    ['benjaminiHochberg', () => stats.benjaminiHochberg(frozen([0.2, 0.01, 0.5]))],
    ['cuped', () => stats.cuped({ outcome: values, before: values }, { outcome: others, before: others })],
    [
      'agreement',
      () => [
        stats.cohenKappa(others, others, { categories: frozen([1, 2, 3, 4, 6, 8, 9]) }),
        stats.intraclassCorrelation(table),
        stats.krippendorffAlpha(table, 'interval'),
        stats.cronbachAlpha(table),
      ],
    ],
    ['itemAnalysis', () => stats.itemAnalysis(table, frozen([10, 10, 10, 10]))],
    ['scores', () => [stats.nps(values), stats.csat(frozen([1, 5, 3])), stats.ces(frozen([7, 1]))]],
    [
      'pareto',
      () =>
        stats.pareto(
          frozen([
            ['a', 1],
            ['b', 2],
          ] as [string, number][]),
        ),
    ],
    [
      'charts',
      () => [
        spc.xbarRChart(table),
        spc.xbarSChart(table),
        spc.individualsChart(values),
        spc.ewmaChart(values),
        spc.cusumChart(values),
      ],
    ],
    [
      'charts of counts',
      () => [
        spc.pChart(others, frozen(others.map(() => 10))),
        spc.laneyUChart(others, frozen(others.map(() => 10))),
      ],
    ],
    [
      'hotellingChart',
      () =>
        spc.hotellingChart(
          frozen([
            [1, 2],
            [2, 1],
            [3, 5],
            [4, 3],
            [0, 7],
          ]),
        ),
    ],
    ['findSignals', () => spc.findSignals(frozen(spc.individualsChart(values).location))],
    [
      'simulateQueues',
      () => staffing.simulateQueues(frozen({ queues: [queue], agents: [agent], duration: 50 }), seeded(1)),
    ],
    [
      'forecasts',
      () => [
        staffing.seasonalNaive(values, 3),
        staffing.exponentialSmoothing(values, 3),
        staffing.calendarRegression('2026-01-05', values, 3),
      ],
    ],
    [
      'clusters',
      () => {
        const model = cluster.kMeans(table, { clusters: 2, random: seeded(1) });
        return [
          cluster.miniBatchKMeans(table, { clusters: 2, random: seeded(1) }),
          cluster.assignClusters(table, frozen(model)),
          cluster.silhouette(table, model.labels),
          cluster.clusterStability(table, { clusters: 2, random: seeded(1), rounds: 2 }),
          cluster.chooseClusterCount(table, { random: seeded(1), to: 2, rounds: 2 }),
          cluster.applyScaling(
            table,
            frozen([cluster.log1pScale(table), cluster.standardize(table)].map((s) => s.scaling)),
          ),
          cluster.robustScale(table),
          cluster.minMaxScale(table),
          cluster.rfmScores(frozen([{ recency: 1, frequency: 2, monetary: 3 }])),
          cluster.nameClusters(
            frozen(cluster.describeClusters(table, model.labels, { names: frozen(['a', 'b', 'c', 'd']) })),
            { language: 'en' },
          ),
        ];
      },
    ],
    [
      'itemsets and rules',
      () => {
        const lists = frozen([
          ['b', 'a'],
          ['a', 'b', 'c'],
        ]);
        const baskets = frozen(associate.basketsFromLists(lists));
        const copy = structuredClone(baskets);
        const window = new associate.ItemsetWindow(frozen({ count: 1 }));
        window.add(baskets);
        const itemsets = frozen(associate.frequentItemsets(baskets, frozen({ count: 1 })));
        const itemsetsCopy = structuredClone(itemsets);
        const rules = associate.associationRules(itemsets, frozen({ consequentAny: ['a'] }));
        associate.closedItemsets(baskets, { count: 1 });
        associate.maximalItemsets(baskets, { count: 1 });
        expect([baskets, itemsets]).toEqual([copy, itemsetsCopy]);
        return [...associate.listRules(rules), ...associate.listItemsets(itemsets), window.itemsets()];
      },
    ],
    [
      'models',
      () => {
        const raw = frozen({ x: values, word: values.map((value) => (value > 4 ? 'much' : 'little')) });
        const plans = frozen([
          { name: 'x', kind: 'numeric' },
          { name: 'word', kind: 'category' },
        ] as predict.ColumnPlan[]);
        const outcome = frozen(values.map((value, i) => (value + i) % 2));
        const features = frozen(predict.encodeFeatures(frozen(predict.fitEncoder(raw, plans)), raw));
        const one = frozen({ rows: 16, names: ['x'], columns: [values] });
        const { model } = frozen(
          predict.gradientBoosting(features, outcome, {
            random: seeded(1),
            leastRows: 2,
            rowShare: 0.8,
            holdOut: frozen({ rows: [1, 5] }),
          }),
        );
        return [
          predict.predict(model, features),
          predict.reasonsFor(model, features, 0),
          predict.logisticRegression(one, outcome, { l2: 1 }),
          predict.takeRows(one, frozen([2, 1])),
          predict.drift(one, one),
          predict.calibrate(values, outcome, 'platt'),
          predict.applyCalibration(frozen(predict.calibrate(values, outcome, 'isotonic')), values),
          predict.auc(values, outcome),
          predict.averagePrecision(values, outcome, { random: seeded(1) }),
          predict.liftTable(values, outcome),
          predict.stratifiedFolds(outcome, 2, seeded(1)),
          predict.timeFolds(values, 2),
        ];
      },
    ],
    [
      'survival and value',
      () => {
        const happened = frozen(values.map((value) => value % 2));
        const buys = frozen(values.map(() => 2));
        const purchases = predict.bgNbd(buys, values, frozen(values.map((value) => value + 5)));
        return [
          predict.kaplanMeier(values, happened),
          predict.logRankTest(values, happened, happened),
          predict.hazardByDay(values, happened),
          predict.changePoints(values, values),
          predict.conditionalPurchases(
            frozen(purchases.model),
            frozen({ frequency: 1, recency: 1, age: 2 }),
            3,
          ),
          predict.gammaGamma(buys, values),
          predict.purchaseSummaries(values, values, { values }),
          predict.retentionCohorts(values, values),
        ];
      },
    ],
    [
      'text',
      () => {
        const texts = frozen(['物流很慢', '物流太慢', '客服态度好', '客服態度好！']);
        const model = text.fitTfidf(texts);
        return [
          text.tfidfTransform(model, texts),
          text.keywords(model, texts),
          text.newPhrases(texts),
          text.nearDuplicates(texts),
          text.topics(texts, 2, { random: seeded(1) }),
        ];
      },
    ],
    [
      'text of bytes and sets',
      () => {
        const sets = ['物流很慢', '物流太慢'].map((one) => text.shingles(one));
        const before = sets.map((set) => set.join());
        sets.map((set) => text.minHashSignature(set));
        text.jaccard(sets[0] as Uint32Array, sets[1] as Uint32Array);
        expect(sets.map((set) => set.join())).toEqual(before);
        return sets;
      },
    ],
    [
      'layouts',
      () => {
        const nodes = frozen([
          { id: 'a', parent: null, label: 'late' },
          { id: 'b', parent: 'a', label: 'no stock' },
        ]);
        const edges = frozen([
          { from: 'a', to: 'b' },
          { from: 'b', to: 'a' },
        ]);
        return [
          graph.layoutTree(nodes),
          graph.layoutLayered(nodes, edges),
          graph.layoutFishbone(
            'late',
            frozen([{ id: 'c', label: 'stock', causes: [{ id: 'd', label: 'none' }] }]),
          ),
        ];
      },
    ],
    ['intradayProfile', () => staffing.intradayProfile(frozen([{ kind: 0, counts: [1, 2] }]))],
    [
      'logs',
      () =>
        process.buildEventLog(
          frozen([
            { case: 'a', activity: 'x', time: 2, attributes: { cost: 3 } },
            { case: 'a', activity: 'y', time: 1, caseAttributes: { tier: 'gold' } },
          ]),
        ),
    ],
    [
      'what is computed from a log',
      () => {
        const log = process.buildEventLog(
          [...'abcab', ...'abd'].map((activity, i) => ({
            case: i < 5 ? 'first' : 'second',
            activity,
            time: (i * 7) % 5,
            start: i,
            resource: `r${i % 2}`,
            attributes: { n: i, note: activity, 'lifecycle:transition': i % 2 ? 'complete' : 'start' },
          })),
          { order: 'given' },
        );
        const before = structuredClone(log);
        const profile = process.temporalProfile(log);
        const answers = [
          process.directlyFollows(log),
          process.variants(log),
          process.summarizeLog(log),
          process.rework(log),
          process.handovers(log),
          process.bottlenecks(log),
          process.temporalDeviations(log, profile, { zeta: 0 }),
          process.dottedChart(log, { sort: 'duration', grid: { columns: 2, rows: 1 } }),
          process.processMap(log, { activityShare: 0.5, pathShare: 0 }),
          process.filterActivities(log, ['a'], { keep: 'events' }),
          process.filterAttribute(log, 'note', ['b']),
          process.pairLifecycle(log),
          [...process.writeXes(log), ...process.writeCsv(log)],
        ];
        expect(log).toEqual(before);
        return answers;
      },
    ],
    [
      'models of processes',
      () => {
        const log = {
          activities: frozen(['a', 'b', 'c']),
          activity: Int32Array.of(0, 1, 2, 0, 2),
          caseStart: Int32Array.of(0, 3, 5),
        };
        const before = structuredClone(log);
        const tree = frozen(process.inductiveMiner(log, { noise: 0.1 }));
        const net = frozen(process.treeToPetriNet(tree));
        const aligned = frozen(process.alignLog(log, net).traces);
        const answers = [
          process.alignLog(log, frozen([{ activity: 'a' }, { activity: 'c' }])),
          aligned.map(process.findDeviations),
          process.replayLog(log, tree),
          process.checkWorkflowNet(net),
          process.reduceProcessTree(tree),
          [process.printProcessTree(tree), process.writePnml(net), process.writeBpmn(tree)],
        ];
        expect(log).toEqual(before);
        return answers;
      },
    ],
  ])('%s', (_name, call) => {
    const before = JSON.stringify([values, others, table]);
    expect(call()).toBeDefined();
    expect(JSON.stringify([values, others, table])).toBe(before);
  });
});
