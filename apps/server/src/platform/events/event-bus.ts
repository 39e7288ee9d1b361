import type { Sql } from '../database/connect.ts';

type Listener = (orgId: string) => void;

/** Tells readers of the log that an organisation has new events. A hint, never the truth: readers also look by themselves. */
export interface EventBus {
  /** Call after a commit that appended events. */
  poke(orgId: string): void;
  subscribe(listener: Listener): () => void;
  close(): Promise<void>;
}

/** How long pokes are gathered before other processes are told. People do not see 20 ms. */
const gatherMs = 20;

/**
 * A bus over LISTEN/NOTIFY.
 *
 * NOTIFY is sent apart from the commits, gathered: inside the writing transactions
 * it would take a database-wide lock from before the commit until after its fsync
 * and so serialise all writers (measured: 5,400 → 1,900 transactions/s at 32
 * connections). A notice lost in a crash costs nothing but the wait for the next look.
 */
export async function eventBus(pool: Sql): Promise<EventBus> {
  const listeners = new Set<Listener>();
  const gathered = new Set<string>();
  const own = `${process.pid}-${Math.random().toString(36).slice(2)}`;
  let timer: NodeJS.Timeout | undefined;
  const tell = (orgId: string) => {
    for (const listener of listeners) listener(orgId);
  };
  const notify = async (orgs: string[]) => {
    // A failure here is a lost hint; the pool reports a lost server where it matters.
    await pool`select pg_notify('jingyun_events', ${own} || ' ' || org) from unnest(${orgs}::text[]) org`.catch(
      () => undefined,
    );
  };
  const flush = () => {
    timer = undefined;
    const orgs = [...gathered];
    gathered.clear();
    for (const orgId of orgs) tell(orgId);
    void notify(orgs);
  };
  const subscription = await pool.listen('jingyun_events', (payload) => {
    const [sender, orgId] = payload.split(' ');
    if (sender !== own && orgId !== undefined) tell(orgId);
  });
  return {
    poke: (orgId) => {
      gathered.add(orgId);
      timer ??= setTimeout(flush, gatherMs);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      clearTimeout(timer);
      // A command of the CLI ends at once: a running server is told before.
      if (gathered.size > 0) await notify([...gathered]);
      await subscription.unlisten();
    },
  };
}
