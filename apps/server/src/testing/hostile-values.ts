import fc from 'fast-check';

/** The part of JSON Schema that the OpenAPI document uses. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  additionalProperties?: boolean | JsonSchema;
  format?: string;
  minimum?: number;
  maximum?: number;
  minItems?: number;
}

/** What nobody should send and somebody will. */
export const hostile: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  null,
  true,
  -1,
  0,
  1e308,
  Number.MAX_SAFE_INTEGER,
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202e反转',
  "'; drop table tickets; --",
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '=cmd|"/c calc"!A1',
  '../../../etc/passwd',
  '%00%ff',
  '{{constructor}}',
  'x'.repeat(70_000),
  '2026-02-30',
  '2026-13-01T25:61:00Z',
  '0000-00-00',
  'NaN',
  [],
  {},
  [[[[]]]],
  { $gt: '' },
  { constructor: { prototype: { polluted: true } } },
  ['\u0000'],
);

/** Values of a schema, with every part replaced by something hostile now and then. */
export function valuesOf(
  schema: JsonSchema,
  components: Record<string, JsonSchema>,
  ids: readonly string[],
  depth = 0,
): fc.Arbitrary<unknown> {
  const proper = properValuesOf(schema, components, ids, depth);
  return fc.oneof({ weight: 24, arbitrary: proper }, { weight: 1, arbitrary: hostile });
}

function properValuesOf(
  schema: JsonSchema,
  components: Record<string, JsonSchema>,
  ids: readonly string[],
  depth: number,
): fc.Arbitrary<unknown> {
  const of = (part: JsonSchema) => valuesOf(part, components, ids, depth + 1);
  if (depth > 6) return fc.constant(null);
  if (schema.$ref !== undefined) return of(components[schema.$ref.split('/').at(-1) ?? ''] ?? {});
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map(of));
  if (schema.allOf !== undefined) return of(Object.assign({}, ...schema.allOf) as JsonSchema);
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return objectsOf(schema, of);
    case 'array':
      return fc.array(of(schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: 4 });
    case 'integer':
      return fc.integer({
        min: Math.max(schema.minimum ?? 0, -(2 ** 31)),
        max: Math.min(schema.maximum ?? 1_000, 2 ** 31 - 1),
      });
    case 'number':
      return fc.double({ min: schema.minimum ?? 0, max: schema.maximum ?? 1_000, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return textsOf(schema, ids);
  }
}

function objectsOf(
  { properties = {}, required = [] }: JsonSchema,
  of: (part: JsonSchema) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const parts = Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, of(part)]));
  const whole = fc.record(parts, { requiredKeys: required.filter((name) => name in parts) });
  return fc.oneof(
    { weight: 12, arbitrary: whole },
    { weight: 1, arbitrary: whole.map((value) => ({ ...value, unknownField: 1 })) },
  );
}

function textsOf({ format }: JsonSchema, ids: readonly string[]): fc.Arbitrary<unknown> {
  if (format === 'uuid') return fc.oneof(fc.constantFrom(...ids), fc.uuid());
  if (format === 'date-time')
    return fc
      .date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString());
  if (format === 'date')
    return fc
      .date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
  if (format === 'email') return fc.constantFrom('a@example.com', 'b@example.org');
  return fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.constantFrom('洗衣机', 'tickets.created', 'ticket.created', 'Asia/Shanghai', '0 9 * * *', 'a', '1'),
    fc.string({ unit: 'binary', maxLength: 20 }),
  );
}
