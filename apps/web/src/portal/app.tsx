/** @jsxImportSource preact */
import type { Locale } from '@jingyun/contracts';
import { useEffect, useState } from 'preact/hooks';
import { localeNames, locales, rememberLocale } from '../lib/i18n/locale.ts';
import { LinkPage } from './link-page.tsx';
import { SubmitPage } from './submit-page.tsx';
import { TicketPage } from './ticket-page.tsx';
import { loadWords, type Words, WordsContext } from './words.ts';

/** The portal: a form, a ticket by its link, or a form to ask for that link. */
export function App({ first }: { first: Omit<Words, 'choose'> }) {
  const [words, setWords] = useState(first);
  const [name, setName] = useState<string | null>(null);
  const place = usePlace();
  const choose = async (locale: Locale) => {
    rememberLocale(locale);
    setWords(await loadWords(locale));
  };
  const title = name ?? words.t('title');
  useEffect(() => {
    document.title = title;
  }, [title]);

  return (
    <WordsContext.Provider value={{ ...words, choose }}>
      <header class="bar">
        <a class="brand" href="/portal">
          {title}
        </a>
        <label class="language">
          <span class="hidden">{words.t('language')}</span>
          <select value={words.locale} onChange={(event) => choose(event.currentTarget.value as Locale)}>
            {locales.map((locale) => (
              <option key={locale} value={locale}>
                {localeNames[locale]}
              </option>
            ))}
          </select>
        </label>
      </header>
      <main key={place.path + place.token}>
        {place.path !== 'ticket' && place.path !== 'link' && <SubmitPage onOrganisation={setName} />}
        {place.path === 'ticket' && place.token !== '' && (
          <TicketPage token={place.token} onOrganisation={setName} />
        )}
        {(place.path === 'link' || (place.path === 'ticket' && place.token === '')) && (
          <LinkPage missing={place.path === 'ticket'} />
        )}
      </main>
    </WordsContext.Provider>
  );
}

function usePlace(): { path: string; token: string } {
  const [place, setPlace] = useState(currentPlace);
  useEffect(() => {
    const listen = () => setPlace(currentPlace());
    addEventListener('hashchange', listen);
    return () => removeEventListener('hashchange', listen);
  }, []);
  return place;
}

function currentPlace() {
  return { path: location.pathname.split('/')[2] ?? '', token: location.hash.slice(1) };
}
