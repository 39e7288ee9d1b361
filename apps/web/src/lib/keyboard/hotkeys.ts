/** The keys of one screen: `j`, `shift+j`, `mod+k` (Ctrl, or ⌘ on a Mac), or two in a row: `g t`. */
export type Hotkeys = Record<string, (event: KeyboardEvent) => void>;

/** The name of a key press as written in Hotkeys. */
export function keyName(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key.toLowerCase();
  const letter = /^[a-z]$/.test(key);
  // A shifted sign such as ? is its own key; only letters and named keys keep "shift+".
  const shift = event.shiftKey && (letter || key.length > 1) ? 'shift+' : '';
  const mod = event.ctrlKey || event.metaKey ? 'mod+' : '';
  const alt = event.altKey ? 'alt+' : '';
  return `${mod}${alt}${shift}${key}`;
}

/** True where the key is meant for a text that is being written. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

const sequenceMs = 1_000;

/** Dialogs, menus and boxes that lie over the page and take the keys while they are open. */
const layers = [
  '[role="dialog"][aria-modal="true"]',
  '.ant-popover:not(.ant-popover-hidden)',
  '.ant-dropdown:not(.ant-dropdown-hidden)',
].join();

/**
 * Makes a handler that knows single keys and sequences of two.
 * Keys without mod are ignored while somebody writes, or while a dialog or a menu is open.
 */
export function hotkeyHandler(keysOf: () => Hotkeys, now: () => number = Date.now) {
  let first: { key: string; at: number } | null = null;
  return (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const name = keyName(event);
    const plain = !name.startsWith('mod+');
    if (plain && (isTyping(event.target) || document.querySelector(layers) !== null)) return;
    const keys = keysOf();
    const sequence = first !== null && now() - first.at < sequenceMs ? `${first.key} ${name}` : null;
    const action = (sequence === null ? undefined : keys[sequence]) ?? keys[name];
    const begins = plain && Object.keys(keys).some((key) => key.startsWith(`${name} `));
    first = begins && action === undefined ? { key: name, at: now() } : null;
    if (action === undefined) return;
    event.preventDefault();
    action(event);
  };
}
