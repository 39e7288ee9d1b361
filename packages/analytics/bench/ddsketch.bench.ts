import { DDSketch as DatadogSketch } from '@datadog/sketches-js';
import { add, decode, emptySketch, encode, mergeEncoded } from '../src/stats/ddsketch.ts';
import { seeded } from '../src/testing.ts';
import { type Comparison, median } from './harness.ts';

export default function run(): Comparison[] {
  const random = seeded(1);
  const values = Float64Array.from({ length: 1_000_000 }, () => 30 / (random() + 1e-4) ** 1.3);
  const small = emptySketch();
  const reference = new DatadogSketch({ relativeAccuracy: 0.01 });
  for (let i = 0; i < 50; i++) {
    add(small, 60 * 1.03 ** i);
    reference.accept(60 * 1.03 ** i);
  }
  const bytes = encode(small);
  return [
    {
      name: 'ddsketch: add 1 M durations',
      ours: median(() => values.reduce((sketch, value) => add(sketch, value), emptySketch())),
      reference: median(() => {
        const sketch = new DatadogSketch({ relativeAccuracy: 0.01 });
        for (const value of values) sketch.accept(value);
        return sketch;
      }),
      referenceName: '@datadog/sketches-js',
    },
    {
      name: 'ddsketch: 10 k times encode and decode 50 bins',
      ours: median(() => {
        let seen = 0;
        for (let i = 0; i < 10_000; i++) seen += decode(encode(small)).count;
        return seen;
      }),
      reference: median(() => {
        let seen = 0;
        for (let i = 0; i < 10_000; i++) seen += JSON.parse(JSON.stringify(reference.store.bins)).length;
        return seen;
      }),
      referenceName: 'JSON of the library’s bins',
    },
    {
      name: 'ddsketch: merge 10 k encoded rows of 50 bins',
      ours: median(() => {
        const sum = emptySketch();
        for (let i = 0; i < 10_000; i++) mergeEncoded(sum, bytes);
        return sum;
      }),
      reference: median(() => {
        const sum = new DatadogSketch({ relativeAccuracy: 0.01 });
        for (let i = 0; i < 10_000; i++) sum.merge(reference);
        return sum;
      }),
      referenceName: '@datadog/sketches-js, live sketches',
    },
  ];
}
