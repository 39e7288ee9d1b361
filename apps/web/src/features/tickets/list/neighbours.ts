const storageKey = 'jingyun.list';

interface RememberedList {
  back: string;
  ids: string[];
}

/** Keeps the list somebody came from, so that the ticket page can go back, and on to the next. */
export function rememberList(back: string, ids: string[]): void {
  sessionStorage.setItem(
    storageKey,
    JSON.stringify({ back, ids: ids.slice(0, 1_000) } satisfies RememberedList),
  );
}

/** Where the ticket page's "back", "previous" and "next" lead. */
export function neighboursOf(id: string): { back: string; previous: string | null; next: string | null } {
  const stored = sessionStorage.getItem(storageKey);
  if (stored === null) return { back: '/tickets', previous: null, next: null };
  const { back, ids } = JSON.parse(stored) as RememberedList;
  const place = ids.indexOf(id);
  if (place === -1) return { back, previous: null, next: null };
  return { back, previous: ids[place - 1] ?? null, next: ids[place + 1] ?? null };
}
