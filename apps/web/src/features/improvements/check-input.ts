import type { CheckInput } from '@jingyun/contracts';

/** A check as its form holds it; empty dates are worked out by the server. */
export interface CheckFields {
  kind: CheckInput['kind'];
  changeOn?: string;
  beforeFrom?: string;
  beforeTo?: string;
  afterFrom?: string;
  afterTo?: string;
}

/** What is sent: a window that was begun is sent, too, so that the server says what is missing of it. */
export function checkInputOf({
  kind,
  changeOn = '',
  beforeFrom = '',
  beforeTo = '',
  afterFrom = '',
  afterTo = '',
}: CheckFields): CheckInput {
  return {
    kind,
    ...(changeOn === '' ? {} : { changeOn }),
    ...(beforeFrom + beforeTo === '' ? {} : { before: { from: beforeFrom, to: beforeTo } }),
    ...(afterFrom + afterTo === '' ? {} : { after: { from: afterFrom, to: afterTo } }),
  };
}
