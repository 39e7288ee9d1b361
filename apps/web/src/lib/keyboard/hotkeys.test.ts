import { expect, test, vi } from 'vitest';
import { hotkeyHandler, keyName } from './hotkeys.ts';

const press = (key: string, change: Partial<KeyboardEvent> = {}) =>
  ({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    defaultPrevented: false,
    isComposing: false,
    target: null,
    preventDefault: vi.fn(),
    ...change,
  }) as unknown as KeyboardEvent;

vi.stubGlobal('HTMLElement', class {});
vi.stubGlobal('document', { querySelector: () => null });

test('a shifted sign is its own key, a shifted letter is not', () => {
  expect(keyName(press('?', { shiftKey: true }))).toBe('?');
  expect(keyName(press('J', { shiftKey: true }))).toBe('shift+j');
  expect(keyName(press('k', { metaKey: true }))).toBe('mod+k');
  expect(keyName(press('k', { ctrlKey: true }))).toBe('mod+k');
});

test('two keys in a row are a command of their own, and only within a second', () => {
  const home = vi.fn();
  const next = vi.fn();
  let now = 0;
  const handle = hotkeyHandler(
    () => ({ 'g h': home, j: next }),
    () => now,
  );
  handle(press('g'));
  handle(press('h'));
  expect(home).toHaveBeenCalledTimes(1);
  handle(press('g'));
  now = 1_500;
  handle(press('h'));
  expect(home).toHaveBeenCalledTimes(1);
  handle(press('g'));
  handle(press('j'));
  expect(next).toHaveBeenCalledTimes(1);
});

test('keys of an input method that is composing are left alone', () => {
  const next = vi.fn();
  hotkeyHandler(() => ({ j: next }))(press('j', { isComposing: true }));
  expect(next).not.toHaveBeenCalled();
});
