import { isReachable } from '../lib/api/reachable.ts';

const storageKey = 'jingyun.renewed';
const onceInMs = 60_000;

/**
 * A page opened before an upgrade asks for files that are gone: it starts anew with those there are now.
 * Not where the server does not answer at all, for the page that is there is better than the browser's own; and
 * not over and over.
 */
export function renewAfterUpgrade(): void {
  window.addEventListener('vite:preloadError', async () => {
    if (Date.now() - Number(sessionStorage.getItem(storageKey) ?? 0) < onceInMs) return;
    if (!(await isReachable())) return;
    sessionStorage.setItem(storageKey, String(Date.now()));
    window.location.reload();
  });
}
