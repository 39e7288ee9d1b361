import type { AutomationVocabulary, EventDefinition, Locale } from '@jingyun/contracts';
import { z } from 'zod';
import type { AutomationOffers } from '../../platform/automation/types.ts';
import { say } from '../../platform/i18n/server-words.ts';

type Field = AutomationVocabulary['events'][number]['fields'][number];

/** What a condition may ask of an event: `event.<field>`, and `ticket.<fact>` for events of tickets. */
export function fieldsOfEvent(definition: EventDefinition): Field[] {
  return fieldsOf(
    z.toJSONSchema(definition.data, { io: 'output', unrepresentable: 'any' }) as JsonShape,
    'event',
  ).map((field) =>
    field.path.startsWith('event.ticket.') ? { ...field, path: field.path.slice('event.'.length) } : field,
  );
}

/** Events that always have a ticket: those of tickets, and those of the promises made for them. */
export function concernsTicket({ type }: Pick<EventDefinition, 'type'>): boolean {
  return /^(?:ticket|sla)\./.test(type);
}

/** What a condition may ask of a source's records. */
export function fieldsOfSource(context: z.ZodObject): Field[] {
  return fieldsOf(z.toJSONSchema(context, { io: 'output', unrepresentable: 'any' }) as JsonShape, '');
}

/** Events, sources and actions with their fields and words, for the editor. */
export function vocabularyOf(
  definitions: Iterable<EventDefinition>,
  offers: AutomationOffers,
  locale: Locale,
): AutomationVocabulary {
  return {
    events: [...definitions].map((definition) => ({
      type: definition.type,
      fields: fieldsOfEvent(definition),
    })),
    sources: [...offers.sources.values()].map((source) => ({
      name: source.name,
      title: say(source.words, locale),
      fields: fieldsOfSource(source.context),
    })),
    actions: [...offers.actions.values()].map((action) => ({
      name: action.name,
      title: say(action.words, locale),
      on: action.on,
      params: z.toJSONSchema(action.params, { io: 'input', unrepresentable: 'any' }) as Record<
        string,
        unknown
      >,
    })),
  };
}

interface JsonShape {
  type?: string | string[];
  enum?: unknown[];
  anyOf?: JsonShape[];
  properties?: Record<string, JsonShape>;
}

/** Leaves of a shape by their path; what is neither text, number, truth nor list cannot be asked about. */
function fieldsOf(shape: JsonShape, path: string): Field[] {
  const one = shape.anyOf?.find((part) => part.type !== 'null') ?? shape;
  if (one.properties !== undefined) {
    return Object.entries(one.properties).flatMap(([name, part]) =>
      fieldsOf(part, path === '' ? name : `${path}.${name}`),
    );
  }
  const kinds = {
    string: 'text',
    number: 'number',
    integer: 'number',
    boolean: 'boolean',
    array: 'list',
  } as const;
  // A text that may be null is `["string", "null"]`, not one of `anyOf`.
  const [named] = [one.type].flat().filter((name) => name !== 'null');
  const type = kinds[String(named) as keyof typeof kinds];
  if (type === undefined) return [];
  return [{ path, type, ...(one.enum === undefined ? {} : { options: one.enum.map(String) }) }];
}
