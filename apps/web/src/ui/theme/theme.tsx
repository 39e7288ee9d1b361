import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { type Mode, tokenStyleSheet } from './tokens.ts';

export type ThemeChoice = Mode | 'system';

interface Theme {
  choice: ThemeChoice;
  mode: Mode;
  choose: (choice: ThemeChoice) => void;
}

const ThemeContext = createContext<Theme | null>(null);
const storageKey = 'jingyun.theme';
const darkPreference = () => matchMedia('(prefers-color-scheme: dark)');

/** Puts the tokens into the page; once, before the first render. */
export function installTokens(): void {
  const style = document.createElement('style');
  style.textContent = tokenStyleSheet();
  document.head.prepend(style);
}

/** Light, dark, or as the system has it; remembered in this browser. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const [choice, setChoice] = useState<ThemeChoice>(storedChoice);
  const [systemDark, setSystemDark] = useState(() => darkPreference().matches);

  useEffect(() => {
    const query = darkPreference();
    const listen = () => setSystemDark(query.matches);
    query.addEventListener('change', listen);
    return () => query.removeEventListener('change', listen);
  }, []);

  const mode: Mode = choice === 'system' ? (systemDark ? 'dark' : 'light') : choice;
  useEffect(() => {
    const root = document.documentElement;
    root.dataset['theme'] = mode;
    root.style.colorScheme = mode;
    root.style.backgroundColor = '';
  }, [mode]);

  const value = useMemo<Theme>(
    () => ({
      choice,
      mode,
      choose: (next) => {
        localStorage.setItem(storageKey, next);
        setChoice(next);
      },
    }),
    [choice, mode],
  );
  return <ThemeContext value={value}>{children}</ThemeContext>;
}

/** @throws Error outside of ThemeProvider */
export function useTheme(): Theme {
  const value = use(ThemeContext);
  if (value === null) throw new Error('useTheme needs a ThemeProvider above it.');
  return value;
}

function storedChoice(): ThemeChoice {
  const stored = localStorage.getItem(storageKey);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}
