import type { ProcedureDraftInput } from '@jingyun/contracts';

/** The record that a draft is made from, as the address names it: `countermeasure:<id>`. */
export function originOf(parameters: URLSearchParams): ProcedureDraftInput['from'] {
  const found = /^([a-z][A-Za-z]{0,39}):([0-9a-f-]{36})$/.exec(parameters.get('from') ?? '');
  return found?.[1] === undefined || found[2] === undefined ? undefined : { type: found[1], id: found[2] };
}
