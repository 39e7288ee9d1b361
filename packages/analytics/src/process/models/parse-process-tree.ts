import { AnalyticsError } from '../../errors.ts';
import { DEEPEST_TREE } from './check-process-tree.ts';
import { activity, type ProcessTree, silent, type TreeOperator } from './process-tree.ts';

const OPERATORS: readonly (readonly [string, TreeOperator])[] = [
  ['->', 'sequence'],
  ['X', 'choice'],
  ['×', 'choice'],
  ['+', 'parallel'],
  ['*', 'loop'],
];

interface OpenBlock {
  kind: TreeOperator;
  children: ProcessTree[];
}

/**
 * Reads the notation of `printProcessTree`, which is pm4py's. White space is free; `tau` and `τ` are silent steps.
 * Blocks of operators that this library does not know (`O`, `<>`) are refused. O(length).
 *
 * @throws AnalyticsError with the place of the first thing that does not belong there
 * @example parseProcessTree("->( 'register', X( 'check', tau ) )");
 */
export function parseProcessTree(text: string): ProcessTree {
  const open: OpenBlock[] = [];
  let at = 0;
  const fail = (expected: string): never => {
    throw new AnalyticsError('text', `must have ${expected} at character ${at}`);
  };
  const skipSpace = () => {
    while (/\s/.test(text[at] ?? '')) at++;
  };
  for (;;) {
    skipSpace();
    const operator = OPERATORS.find(([symbol]) => text.startsWith(symbol, at));
    if (operator) {
      at += operator[0].length;
      skipSpace();
      if (text[at] !== '(') fail("'('");
      at++;
      if (open.length >= DEEPEST_TREE) fail(`no more than ${DEEPEST_TREE} nested blocks`);
      open.push({ kind: operator[1], children: [] });
      continue;
    }
    let done = readLeaf();
    // A finished node may finish its block, that block the one around it, and so on.
    for (;;) {
      skipSpace();
      const around = open.at(-1);
      if (!around) {
        if (at < text.length) fail('the end');
        return done;
      }
      around.children.push(done);
      const next = text[at];
      if (next !== ',' && next !== ')') fail("',' or ')'");
      at++;
      if (next === ',') break;
      if (around.kind === 'loop' && around.children.length < 2) fail('a second child of the loop');
      done = around;
      open.pop();
    }
  }

  function readLeaf(): ProcessTree {
    for (const word of ['tau', 'τ']) {
      if (text.startsWith(word, at)) {
        at += word.length;
        return silent;
      }
    }
    if (text[at] !== "'") fail("an operator, 'tau' or a quoted label");
    at++;
    let label = '';
    while (text[at] !== "'") {
      if (text[at] === '\\') at++;
      if (at >= text.length) fail('a closing quote');
      label += text[at++];
    }
    at++;
    return activity(label);
  }
}
