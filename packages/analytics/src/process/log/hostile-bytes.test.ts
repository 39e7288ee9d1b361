import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnalyticsError } from '../../errors.ts';
import { readCsv } from './read-csv.ts';
import { readXes } from './read-xes.ts';

const XES = `<?xml version="1.0"?><log><!-- c --><classifier name="n" keys="a b"/><trace><string key="concept:name" value="&lt;1&gt;"/>
<event><string key="concept:name" value="登记"/><date key="time:timestamp" value="2024-03-05T14:30:00+08:00"/><list key="l"><values><int key="i" value="5"/></values></list></event>
</trace></log>`;
const CSV = 'id,what,when,note\r\n1,"a ""b""",2024-01-01 10:00,"x\ny"\n1,登记,2024-01-02,\n2,c,,5\n';

/** A text with some of its bytes changed, left out or doubled. */
function damaged(text: string): fc.Arbitrary<Uint8Array> {
  const bytes = [...new TextEncoder().encode(text)];
  const wound = fc.record({
    at: fc.nat(bytes.length - 1),
    kind: fc.constantFrom('change', 'remove', 'insert'),
    byte: fc.oneof(fc.nat(255), fc.constantFrom(...[...'<>&"\'/!?-[];,\r\n= '].map((c) => c.charCodeAt(0)))),
  });
  return fc.array(wound, { maxLength: 4 }).map((wounds) => {
    const out = [...bytes];
    for (const { at, kind, byte } of wounds) {
      if (kind === 'change') out[at % out.length] = byte;
      else out.splice(at % out.length, kind === 'remove' ? 1 : 0, ...(kind === 'insert' ? [byte] : []));
    }
    return Uint8Array.from(out);
  });
}

function inPieces(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.slice(i * size, (i + 1) * size),
  );
}

/** What a reader answers: its document, or that it refused the source. */
async function answer(read: () => Promise<unknown>): Promise<unknown> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof AnalyticsError && error.message.length < 2000) return 'refused';
    throw error;
  }
}

describe('a damaged file is read or refused, and the same in whatever pieces it comes', () => {
  const columns = { case: 'id', activity: 'what', time: 'when' };
  it.each<[string, string, (source: Uint8Array | Uint8Array[]) => Promise<unknown>]>([
    ['XES', XES, (source) => readXes(source)],
    ['CSV', CSV, (source) => readCsv(source, { columns })],
  ])('%s', async (_name, text, read) => {
    await fc.assert(
      fc.asyncProperty(damaged(text), fc.integer({ min: 1, max: 60 }), async (bytes, size) => {
        const whole = await answer(() => read(bytes));
        expect(await answer(() => read(inPieces(bytes, size)))).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });
});
