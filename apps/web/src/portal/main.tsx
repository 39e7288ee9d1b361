/** @jsxImportSource preact */
import { render } from 'preact';
import { currentLocale } from '../lib/i18n/locale.ts';
import { App } from './app.tsx';
import './portal.css';
import { loadWords } from './words.ts';

/*
 * Preact and not React: react-dom alone weighs as much as the whole portal may. The same components, 5 kB.
 */
const root = document.getElementById('root');
if (root !== null) {
  const words = await loadWords(currentLocale());
  document.documentElement.lang = words.locale;
  render(<App first={words} />, root);
}
