/**
 * Trains the sentiment model from a folder of labelled reviews (CSV with the columns `label` and `review`, and `cat`
 * for the domain) and writes it into the package. The test part is never trained on.
 *
 *     node packages/analytics/tools/train-sentiment.ts <folder>
 *     node packages/analytics/tools/train-sentiment.ts <folder> --choose     tries penalties, writes nothing
 *
 * Each domain is also left out in turn: its scores, by a model that never saw it, go into the calibration with as
 * much weight as those of reviews held out of known domains, for the texts of users are of no domain known here.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packSentimentModel } from '../src/text/sentiment-model.ts';
import { expectedCalibrationError } from '../verify/calibration.ts';
import { readReviews } from '../verify/review-corpus.ts';
import { trainLogistic } from './logistic-regression.ts';
import {
  CHOICES,
  type FeatureCorpus,
  readFeatures,
  type TrainingChoices,
  trainSentiment,
} from './sentiment-trainer.ts';

const folder = process.argv[2];
if (!folder) throw new Error('Give the folder of the labelled reviews');
const corpus = readFeatures(readReviews(folder));
const { reviews } = corpus;
const domains = [...new Set(reviews.map((review) => review.domain))];
if (process.argv.includes('--choose')) {
  for (const penalty of [0.1, 0.3, 0.6, 1]) {
    for (const minDomains of [1, 2, 3]) {
      const choices = { ...CHOICES, penalty, minDomains };
      console.log(JSON.stringify(choices), mean(leaveOneOut(corpus, choices).map((one) => one.accuracy)));
    }
  }
} else train();

function train(): void {
  const held = (part: number) => part % 10 === 0;
  const known = trainSentiment(corpus, (review) => !review.test && !held(review.part));
  const inside = reviews.flatMap(({ test, part, label, clause }, i) =>
    !test && !clause && held(part) ? [{ score: known.scores[i] as number, label }] : [],
  );
  const left = leaveOneOut(corpus, CHOICES);
  const outside = left.flatMap((one) => one.cases);
  const { slope, offset } = platt(inside, outside);
  const probability = ({ score }: { score: number }) => 1 / (1 + Math.exp(-(slope * score + offset)));
  console.table(
    Object.fromEntries(
      left.map(({ domain, accuracy, cases }) => [domain, { texts: cases.length, accuracy }]),
    ),
  );
  console.log('mean accuracy on domains left out', mean(left.map((one) => one.accuracy)));
  for (const [name, cases] of [
    ['held-out reviews of known domains', inside],
    ['domains left out', outside],
  ] as const) {
    const error = expectedCalibrationError(
      cases.map(probability),
      cases.map((one) => one.label),
    );
    console.log(`expected calibration error, ${name}: ${error.toFixed(4)}`);
  }
  const { parts, scores } = trainSentiment(corpus, (review) => !review.test);
  for (const domain of domains) {
    const tests = reviews.flatMap((review, i) =>
      !review.clause && review.test && review.domain === domain ? [i] : [],
    );
    const accuracy = accuracyOf(
      tests.map((i) => [slope * (scores[i] as number) + offset, reviews[i]?.label ?? 0]),
    );
    console.log(domain, 'test part', accuracy);
  }
  const bytes = packSentimentModel({ ...parts, slope, offset });
  const target = join(import.meta.dirname, '../src/text/data/sentiment-model.generated.ts');
  writeFileSync(
    target,
    `/** Made by tools/train-sentiment.ts: ${parts.hashes.length} weights over hashes of n-grams; sentiment-model.ts tells the format. */
export const SENTIMENT_MODEL =
  '${Buffer.from(bytes).toString('base64')}';
`,
  );
  console.log(`${parts.hashes.length} n-grams, ${bytes.length} bytes; slope ${slope}, offset ${offset}`);
}

function leaveOneOut(all: FeatureCorpus, choices: TrainingChoices) {
  return domains.map((domain) => {
    const { scores } = trainSentiment(all, (review) => review.domain !== domain, choices);
    const cases = reviews.flatMap((review, i) =>
      !review.clause && review.domain === domain ? [{ score: scores[i] as number, label: review.label }] : [],
    );
    return { domain, cases, accuracy: accuracyOf(cases.map(({ score, label }) => [score, label])) };
  });
}

/** Platt's slope and offset over both kinds of cases, each kind with half of the weight. */
function platt(inside: { score: number; label: number }[], outside: { score: number; label: number }[]) {
  const cases = [...inside, ...outside];
  const weights = trainLogistic(
    {
      rowStarts: Int32Array.from({ length: cases.length + 1 }, (_, i) => i),
      columnIds: new Int32Array(cases.length),
      values: Float32Array.from(cases, (one) => one.score),
      targets: Float64Array.from(cases, (one) => one.label),
      rowWeights: Float64Array.from(cases, (_, i) =>
        i < inside.length ? 10_000 / inside.length : 10_000 / outside.length,
      ),
      columns: 1,
    },
    1e-6,
  );
  return { slope: weights[0] as number, offset: weights[1] as number };
}

function accuracyOf(cases: readonly (readonly [number, number])[]): number {
  return cases.filter(([score, label]) => score > 0 === (label === 1)).length / cases.length;
}

function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}
