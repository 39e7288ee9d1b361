import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { hostile, type JsonSchema, valuesOf } from './hostile-values.ts';
import { type TestClient, useProduct } from './use-product.ts';

/*
 * Every operation of the OpenAPI document, with values of its own shapes and with what
 * nobody should send: whatever comes, the answer is one that is documented, never a 5xx.
 */

interface Operation {
  parameters?: { name: string; in: 'path' | 'query' | 'header'; schema: JsonSchema; required?: boolean }[];
  requestBody?: { content: Record<string, { schema?: JsonSchema }> };
}
type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

const t = useProduct();
const seed = 20_260_301;
const runsEach = 25;

/** A stream of events never ends, and the demo makes an organisation: each is tested where it lives. */
const leftOut = new Set(['/api/v1/stream', '/api/v1/setup/demo']);

let paths: Record<string, Partial<Record<Method, Operation>>>;
let components: Record<string, JsonSchema>;
let ids: string[];
let owner: TestClient;

beforeAll(async () => {
  const document = (await t.http.inject({ url: '/api/openapi.json' })).json();
  paths = document.paths;
  components = document.components?.schemas ?? {};
  owner = t.as('owner');
  ids = await someRecords();
});

/** Ids of real records, so that requests also get past "not found". */
async function someRecords(): Promise<string[]> {
  const made: string[] = [];
  const make = async (url: string, body: Record<string, unknown>) => {
    const answer = await owner.send<{ id?: string }>('POST', url, body);
    if (answer.body.id !== undefined) made.push(answer.body.id);
  };
  await make('/api/v1/tickets', { subject: '空调漏水', kind: 'complaint', channel: 'phone' });
  await make('/api/v1/tickets', { subject: '开发票', kind: 'request', channel: 'web' });
  await make('/api/v1/customers', { name: '王伟' });
  await make('/api/v1/teams', { name: '热线' });
  await make('/api/v1/automations', {
    name: 'tag',
    trigger: { on: 'event', event: 'ticket.created' },
    steps: [{ action: 'tickets.tag', params: { tags: ['x'] } }],
  });
  expect(made).toHaveLength(5);
  return made;
}

describe('whatever is sent', () => {
  test('no operation answers with a 5xx', { timeout: 300_000 }, async () => {
    const failures: string[] = [];
    let requests = 0;
    let done = 0;
    for (const [path, operations] of Object.entries(paths)) {
      if (leftOut.has(path)) continue;
      for (const [method, operation] of Object.entries(operations) as [Method, Operation][]) {
        for (const request of fc.sample(requestsOf(path, operation), { numRuns: runsEach, seed })) {
          const answer = await owner.send<{ code?: string }>(
            method.toUpperCase() as Uppercase<Method>,
            request.url,
            request.body,
            request.headers,
          );
          requests++;
          if (answer.status < 300) done++;
          if (answer.status >= 500)
            failures.push(
              `${method} ${request.url.slice(0, 200)} ${JSON.stringify(request.body ?? null).slice(0, 400)} → ${answer.status}`,
            );
          else if (answer.status >= 400) expect(answer.body.code, `${method} ${path}`).toBeTypeOf('string');
        }
      }
    }
    expect(failures).toEqual([]);
    expect(requests).toBeGreaterThan(1_000);
    // Enough of it is proper that the operations themselves are reached, not only their doors.
    expect(done / requests).toBeGreaterThan(0.1);
  });
});

function requestsOf(
  path: string,
  operation: Operation,
): fc.Arbitrary<{ url: string; body: unknown; headers: Record<string, string> }> {
  const parameters = operation.parameters ?? [];
  const named = (place: 'path' | 'query') =>
    fc.record(
      Object.fromEntries(
        parameters
          .filter((parameter) => parameter.in === place)
          .map(({ name, schema }) => [name, valuesOf(schema, components, ids)]),
      ),
      {
        requiredKeys:
          place === 'path'
            ? parameters.filter((parameter) => parameter.in === place).map(({ name }) => name)
            : [],
      },
    );
  const schema = operation.requestBody?.content['application/json']?.schema;
  const body =
    operation.requestBody === undefined
      ? fc.constant(undefined)
      : schema === undefined
        ? hostile
        : valuesOf(schema, components, ids);
  const headers = fc.record(
    {
      'if-match': fc.constantFrom('"1"', '"2"', 'x', '"0"'),
      'idempotency-key': fc.constantFrom('k1', 'k2', '键'),
    },
    { requiredKeys: ['if-match'] },
  );
  return fc
    .record({ path: named('path'), query: named('query'), body, headers })
    .map(({ path: inPath, query, body: content, headers: sent }) => {
      const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encode(inPath[name]) || 'x');
      const search = Object.entries(query).map(([name, value]) => `${name}=${encode(value)}`);
      return {
        url: search.length === 0 ? url : `${url}?${search.join('&')}`,
        body: sendable(content),
        headers: onlyLatin(sent),
      };
    });
}

/** As part of an address; lone surrogates cannot be encoded and are left out. */
function encode(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
  return encodeURIComponent(text.toWellFormed().slice(0, 2_000));
}

/** Bodies are JSON; a bare text or number is sent as JSON, too. */
function sendable(value: unknown): unknown {
  return value === undefined || (typeof value === 'object' && value !== null) ? value : JSON.stringify(value);
}

function onlyLatin(headers: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Buffer.from(value).toString('latin1')]],
    ),
  );
}
