// Runs before the first paint, so that a dark page does not flash white and the language is declared at once.
(() => {
  const root = document.documentElement;
  const wanted = localStorage.getItem('jingyun.theme') ?? 'system';
  const dark =
    wanted === 'dark' || (wanted === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.theme = dark ? 'dark' : 'light';
  root.style.colorScheme = dark ? 'dark' : 'light';
  root.style.backgroundColor = dark ? '#12181b' : '#f4f6f6';
  const language = localStorage.getItem('jingyun.locale');
  if (language) root.lang = language;
})();
