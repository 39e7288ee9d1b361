import type { ImportField, ImportMappingInput } from '@jingyun/contracts';
import {
  channelWords,
  foldWord,
  kindWords,
  levelWords,
  numberedPriorities,
  priorityWords,
  statusWords,
} from './words.ts';

type Words = NonNullable<ImportMappingInput['words']>;

/** What the words of a file mean, as far as they are known; `values` gives the cells of a field. */
export function guessWords(values: (field: ImportField) => readonly string[], isProcessLog: boolean): Words {
  return {
    status: meanings(values('status'), statusWords),
    activity: isProcessLog || values('status').length === 0 ? meanings(values('activity'), statusWords) : {},
    priority: prioritiesOf(values('priority')),
    importance: meanings(values('importance'), levelWords),
    urgency: meanings(values('urgency'), levelWords),
    kind: meanings(values('kind'), kindWords),
    channel: meanings(values('channel'), channelWords),
  };
}

function meanings<T>(values: readonly string[], table: ReadonlyMap<string, T>): Record<string, T> {
  const found: Record<string, T> = {};
  for (const value of new Set(values)) {
    const meaning = table.get(foldWord(value));
    if (meaning !== undefined) found[value] = meaning;
  }
  return found;
}

/** Bare numbers are a scale with 1 on top, unless a 0 or a number above 5 says that they are not. */
function prioritiesOf(values: readonly string[]): NonNullable<Words['priority']> {
  const distinct = [...new Set(values)];
  const scale = distinct.every((value) => numberedPriorities.has(value));
  return meanings(values, scale && distinct.length > 0 ? numberedPriorities : priorityWords);
}
