import { Command } from 'commander';
import type { Product } from '../app/open-product.ts';
import { ServiceError } from '../platform/errors/service-error.ts';
import { projectAll, rebuildProjector } from '../platform/events/run-projector.ts';
import type { Projector } from '../platform/events/types.ts';
import { withProduct } from './open.ts';
import { answer, tell } from './output.ts';
import { progressBar } from './progress.ts';

interface Options {
  json?: boolean;
  organisation?: string;
}

/** `jingyun rebuild <projector | all>`: makes what was computed from the event log again, to the same result. */
export function rebuildCommand(): Command {
  return new Command('rebuild')
    .description(
      'compute again from the event log: sla, metrics … or all; readers see the old until the new is whole',
    )
    .argument('<what>', 'a projector’s name, or all')
    .option('--organisation <id>', 'only this organisation')
    .option('--json', 'print one JSON object as the last line')
    .action(rebuild);
}

async function rebuild(what: string, { json = false, organisation }: Options): Promise<void> {
  const began = performance.now();
  const rebuilt = await withProduct(async (product) => {
    const projectors = chosen(product, what);
    const orgIds = await organisations(product, organisation);
    const done = [];
    for (const projector of projectors) {
      for (const orgId of orgIds) {
        const { database, registry } = product.services;
        const bar = progressBar(json, projector.name);
        // A rebuild replays what was projected before: what came since is taken in first, so that nothing is left out.
        await projectAll(database, registry, projector, orgId);
        const events = await rebuildProjector(database, registry, projector, orgId, bar);
        done.push({ projector: projector.name, organisation: orgId, events });
      }
    }
    return done;
  });
  const events = rebuilt.reduce((sum, one) => sum + one.events, 0);
  const seconds = Math.round(performance.now() - began) / 1000;
  const words = {
    zh: `已由 ${events} 个事件重新计算（${seconds} 秒）。`,
    en: `Computed again from ${events} events in ${seconds} s.`,
  };
  answer(json, { ok: true, events, seconds, rebuilt }, tell(words));
}

function chosen({ projectors }: Product, what: string): readonly Projector[] {
  if (what === 'all') return projectors;
  const found = projectors.filter((projector) => projector.name === what);
  if (found.length > 0) return found;
  const names = projectors.map((projector) => projector.name).join(', ');
  throw new ServiceError('unknown_projector', { params: { name: what, names } });
}

async function organisations({ services }: Product, named: string | undefined): Promise<string[]> {
  const all = await services.database.orgIds();
  if (named === undefined) return all;
  if (!all.includes(named)) throw new ServiceError('not_found');
  return [named];
}
