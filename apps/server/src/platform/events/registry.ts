import type { EventDefinition } from '@jingyun/contracts';

/** Knows every kind of event of the wired modules, and lifts old data to the newest version. */
export interface EventRegistry {
  definitions: ReadonlyMap<string, EventDefinition>;
  upcast(type: string, version: number, data: Record<string, unknown>): Record<string, unknown>;
}

/** @throws Error where two modules declare the same type. */
export function registryOf(definitions: readonly EventDefinition[]): EventRegistry {
  const byType = new Map<string, EventDefinition>();
  for (const definition of definitions) {
    if (byType.has(definition.type)) throw new Error(`Two modules declare the event ${definition.type}.`);
    byType.set(definition.type, definition);
  }
  return {
    definitions: byType,
    upcast: (type, version, data) => {
      const definition = byType.get(type);
      let lifted = data;
      // A type that no module declares any more is still readable: as it was written.
      for (let v = version; definition !== undefined && v < definition.version; v++) {
        const step = definition.upcast[v];
        if (step === undefined) throw new Error(`The event ${type} has no up-caster from version ${v}.`);
        lifted = step(lifted);
      }
      return lifted;
    },
  };
}
