import './survey.css';
import { readDraft, writeDraft } from './draft.ts';
import { type Branch, pathThrough } from './path.ts';

/*
 * What the answer page can do with script: questions that a branch leaves out are hidden, and answers are kept on
 * the way. The page is whole without it; nothing here decides what counts.
 */

const form = document.querySelector<HTMLFormElement>('form[data-survey]');
const place = `jingyun-survey ${location.pathname}`;
if (form !== null) enhance(form);
// Thanks, or why there is no form: what was kept has done its work.
else forget();

function enhance(form: HTMLFormElement): void {
  const questions = [...form.querySelectorAll<HTMLFieldSetElement>('fieldset[data-question]')];
  const steps = questions.map((field) => ({
    id: field.dataset['question'] ?? '',
    branches: JSON.parse(field.dataset['branches'] ?? '[]') as Branch[],
  }));

  const isOpen = form.dataset['survey'] === 'open';
  if (isOpen) takeUp(form);

  const show = () => {
    const path = new Set(pathThrough(steps, (id) => answerTo(form, id)));
    for (const field of questions) {
      const hidden = !path.has(field.dataset['question'] ?? '');
      field.hidden = hidden;
      // What is disabled is not sent.
      field.disabled = hidden;
    }
  };

  let timer: ReturnType<typeof setTimeout> | undefined;
  form.addEventListener('input', () => {
    show();
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (isOpen) keepHere(form);
      else void keep(form, questions);
    }, 800);
  });
  form.addEventListener('submit', () => {
    clearTimeout(timer);
    // A second tap while the first is on its way would be told that the link was used.
    setTimeout(() => form.querySelector('button')?.setAttribute('disabled', ''), 0);
  });
  // Going back in the browser shows the form as it was left.
  addEventListener('pageshow', () => form.querySelector('button')?.removeAttribute('disabled'));
  show();
}

const values = (form: HTMLFormElement, name: string) =>
  new FormData(form)
    .getAll(name)
    .filter((value): value is string => typeof value === 'string' && value !== '');

/** An answer as branches ask for it: hidden questions too, for they decide nothing once they are off the path. */
function answerTo(form: HTMLFormElement, id: string): string[] {
  const name = `q.${id}`;
  const chosen = [...form.querySelectorAll<HTMLInputElement>(`input[name="${name}"]:checked`)];
  return chosen.map((input) => input.value);
}

/** Storage may be switched off; then nothing is kept, and nothing else is lost. */
function keepHere(form: HTMLFormElement): void {
  const fields = [...new FormData(form)].filter(
    (field): field is [string, string] =>
      field[0].startsWith('q.') && typeof field[1] === 'string' && field[1] !== '',
  );
  try {
    sessionStorage.setItem(place, writeDraft(fields, Date.now()));
  } catch {}
}

function forget(): void {
  try {
    sessionStorage.removeItem(place);
  } catch {}
}

/** Fills in what was kept, unless the page came with answers already: one with something wrong in it, say. */
function takeUp(form: HTMLFormElement): void {
  if ([...new FormData(form)].some(([name, value]) => name.startsWith('q.') && value !== '')) return;
  let kept: string | null = null;
  try {
    kept = sessionStorage.getItem(place);
  } catch {}
  for (const [name, value] of readDraft(kept, Date.now())) {
    for (const field of form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')) {
      if (field.name !== name) continue;
      if (field.type === 'radio' || field.type === 'checkbox') {
        if (field.value === value) (field as HTMLInputElement).checked = true;
      } else field.value = value;
    }
  }
}

/** Sends what there is so far. That it fails matters to nobody: the form itself is what counts. */
async function keep(form: HTMLFormElement, questions: readonly HTMLFieldSetElement[]): Promise<void> {
  const answers: Record<string, unknown> = {};
  for (const field of questions) {
    const id = field.dataset['question'] ?? '';
    const name = `q.${id}`;
    const rows = [...field.querySelectorAll<HTMLInputElement>(`input[name^="${name}."]:checked`)];
    if (rows.length > 0)
      answers[id] = Object.fromEntries(rows.map((input) => [input.name.slice(name.length + 1), input.value]));
    const given = values(form, name);
    const [first] = given;
    if (first === undefined) continue;
    if (field.querySelector('input[type="checkbox"]') !== null) answers[id] = given;
    else answers[id] = /^\d+$/.test(first) && field.querySelector('.scale') !== null ? Number(first) : first;
  }
  const token = location.pathname.split('/').at(-1) ?? '';
  await fetch('/api/v1/survey-form/partial', {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'x-survey-token': token },
    body: JSON.stringify({ answers }),
    keepalive: true,
  }).catch(() => undefined);
}
