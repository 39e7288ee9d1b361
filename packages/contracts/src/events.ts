import type { z } from 'zod';

/** What an event is about: the aggregate whose history it belongs to. */
export interface EventSubject {
  type: string;
  id: string;
}

/** Who caused an event. `system` is the product itself (a sweep, an automation, an import). */
export interface EventActor {
  type: 'user' | 'customer' | 'apiKey' | 'system';
  id: string | null;
}

/**
 * A kind of event: its name, its version, the shape of its data now, and how data
 * of older versions is lifted to it. Stored events are never edited.
 */
export interface EventDefinition<Type extends string = string, Data extends z.ZodType = z.ZodType> {
  type: Type;
  version: number;
  data: Data;
  /** `upcast[v]` lifts data of version v to version v + 1. */
  upcast: Record<number, (data: Record<string, unknown>) => Record<string, unknown>>;
}

/** Declares a kind of event. */
export function defineEvent<const Type extends string, Data extends z.ZodType>(
  type: Type,
  data: Data,
  options: { version?: number; upcast?: EventDefinition['upcast'] } = {},
): EventDefinition<Type, Data> {
  return { type, data, version: options.version ?? 1, upcast: options.upcast ?? {} };
}
