import './survey.css';
import { type Branch, pathThrough } from './path.ts';

/*
 * What the answer page can do with script: questions that a branch leaves out are hidden, and answers are kept on
 * the way. The page is whole without it; nothing here decides what counts.
 */

const form = document.querySelector<HTMLFormElement>('form[data-survey]');
if (form !== null) enhance(form);

function enhance(form: HTMLFormElement): void {
  const questions = [...form.querySelectorAll<HTMLFieldSetElement>('fieldset[data-question]')];
  const steps = questions.map((field) => ({
    id: field.dataset['question'] ?? '',
    branches: JSON.parse(field.dataset['branches'] ?? '[]') as Branch[],
  }));

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
    timer = setTimeout(() => void keep(form, questions), 800);
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
