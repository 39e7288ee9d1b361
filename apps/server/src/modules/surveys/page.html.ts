import {
  type ErrorCode,
  type Locale,
  locales,
  numberRange,
  type SurveyAnswers,
  type SurveyContent,
  type SurveyQuestion,
  type SurveyWords,
  surveyText,
} from '@jingyun/contracts';
import type { FieldProblem } from '../../platform/errors/service-error.ts';
import { errorMessage, say } from '../../platform/i18n/server-words.ts';
import { escapeHtml as e } from '../../platform/mail/link-mail.ts';
import { pageWords } from './page.words.ts';
import type { PageAssets } from './page-assets.ts';

/*
 * The answer page as HTML: one form that a browser without script sends off by itself. The script only hides what a
 * branch leaves out and keeps answers on the way. Every text that comes from a user goes through `e`.
 */

const languageNames: Record<Locale, string> = { 'zh-CN': '简体中文', 'zh-TW': '繁體中文', en: 'English' };

interface Shell {
  locale: Locale;
  title: string;
  organisation: string;
  assets: PageAssets;
}

function shell({ locale, title, organisation, assets }: Shell, body: string): string {
  const styles = assets.styles.map((path) => `<link rel="stylesheet" href="${e(path)}">`).join('');
  const script = assets.script === null ? '' : `<script type="module" src="${e(assets.script)}"></script>`;
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">
<title>${e(title)}</title>${styles}${script}</head><body><main>
<p class="org">${e(organisation)}</p>
${body}
</main></body></html>`;
}

export interface FormPage {
  locale: Locale;
  organisation: string;
  content: SurveyContent;
  answers: SurveyAnswers;
  /** The score chosen in the mail, which is to be confirmed. */
  chosen: number | null;
  /** True where the answers come from an earlier visit. */
  kept: boolean;
  /** True for an open link: answers on the way stay on the device, for the server knows nobody to keep them for. */
  open: boolean;
  problems: readonly FieldProblem[];
  expires: string | null;
  assets: PageAssets;
}

/** The page with the form. */
export function formPage(page: FormPage): string {
  const { locale, content, problems, chosen } = page;
  const words = (of: SurveyWords) => surveyText(of, locale, content.locale);
  const note = (text: string, kind = 'note') => `<p class="${kind}">${e(text)}</p>`;
  const title = words(content.title);
  const hasBranches = content.questions.some((one) => one.branches.length > 0 || one.next !== undefined);
  const body = [
    languagesOf(content, locale),
    `<h1>${e(title)}</h1>`,
    content.intro === undefined ? '' : note(words(content.intro), 'intro'),
    problems.length === 0 ? '' : `<p class="wrong" role="alert">${e(say(pageWords.wrong, locale))}</p>`,
    chosen === null ? '' : note(say(pageWords.chosen, locale, { score: chosen })),
    page.kept ? note(say(pageWords.kept, locale)) : '',
    hasBranches ? `<noscript>${note(say(pageWords.skip, locale))}</noscript>` : '',
    `<form method="post" novalidate data-survey="${page.open ? 'open' : 'invited'}">`,
    `<input type="hidden" name="lang" value="${locale}">`,
    ...content.questions.map((question, index) => questionHtml(page, question, index)),
    `<button type="submit">${e(say(chosen === null ? pageWords.submit : pageWords.confirm, locale))}</button>`,
    '</form>',
    page.expires === null ? '' : note(say(pageWords.until, locale, { date: page.expires })),
  ];
  return shell({ ...page, title }, body.filter(Boolean).join('\n'));
}

/** A page without a form: thanks, or why there is none. */
export function wordsPage(page: Shell & { text: string }): string {
  return shell(page, `<h1>${e(page.title)}</h1><p class="intro" role="status">${e(page.text)}</p>`);
}

const titles: Partial<Record<ErrorCode, keyof typeof pageWords>> = {
  survey_link_used: 'usedTitle',
  survey_link_expired: 'expiredTitle',
  survey_closed: 'endedTitle',
};

/** Says why the survey does not open, and what to do. */
export function errorPage(
  code: ErrorCode,
  params: Record<string, string | number>,
  locale: Locale,
  assets: PageAssets,
): string {
  const title = say(pageWords[titles[code] ?? 'closedTitle'] as { zh: string; en: string }, locale);
  return wordsPage({ locale, title, organisation: '', assets, text: errorMessage(code, locale, params) });
}

function languagesOf(content: SurveyContent, locale: Locale): string {
  const offered = locales.filter((one) => content.title[one] !== undefined);
  if (offered.length < 2) return '';
  const links = offered.map((one) =>
    one === locale
      ? `<span aria-current="true">${languageNames[one]}</span>`
      : `<a href="?lang=${one}" lang="${one}" hreflang="${one}">${languageNames[one]}</a>`,
  );
  return `<nav aria-label="${e(say(pageWords.language, locale))}">${links.join(' ')}</nav>`;
}

function questionHtml(page: FormPage, question: SurveyQuestion, index: number): string {
  const { locale, content, problems } = page;
  const words = (of: SurveyWords) => surveyText(of, locale, content.locale);
  const problem = problems.find(({ path }) => path === `answers.${question.id}`);
  const following = question.next ?? content.questions[index + 1]?.id ?? 'end';
  const branches = e(JSON.stringify([...question.branches, { goTo: following }]));
  const hint = say(question.required ? pageWords.required : pageWords.optional, locale);
  const labelId = `label-${question.id}`;
  const errorId = `error-${question.id}`;
  const described = problem === undefined ? '' : ` aria-describedby="${errorId}"`;
  return [
    `<fieldset data-question="${question.id}" data-branches="${branches}"${problem === undefined ? '' : ' class="faulty"'}${described}>`,
    `<legend id="${labelId}">${e(words(question.title))} <small>${e(hint)}</small></legend>`,
    question.help === undefined ? '' : `<p class="help">${e(words(question.help))}</p>`,
    problem === undefined ? '' : `<p class="wrong" id="${errorId}">${e(problem.message)}</p>`,
    inputHtml(question, page.answers[question.id], words, locale),
    '</fieldset>',
  ]
    .filter(Boolean)
    .join('');
}

type Say = (words: SurveyWords) => string;

function inputHtml(
  question: SurveyQuestion,
  value: SurveyAnswers[string] | undefined,
  words: Say,
  locale: Locale,
): string {
  const name = `q.${question.id}`;
  const range = numberRange(question);
  if (range !== null) return scaleHtml(question, range, name, value, words, locale);
  switch (question.kind) {
    case 'text':
      return `<textarea name="${name}" rows="4" maxlength="${question.maxLength}" aria-labelledby="label-${question.id}">${e(typeof value === 'string' ? value : '')}</textarea>`;
    case 'single':
    case 'multiple': {
      const chosen = Array.isArray(value) ? value : [value];
      const type = question.kind === 'single' ? 'radio' : 'checkbox';
      return question.options
        .map(
          ({ id, label }) =>
            `<label class="option"><input type="${type}" name="${name}" value="${id}"${checked(chosen.includes(id))}> ${e(words(label))}</label>`,
        )
        .join('');
    }
    case 'matrix': {
      const chosen = typeof value === 'object' && !Array.isArray(value) ? value : {};
      return question.rows
        .map((row) => {
          const cells = question.columns.map(
            ({ id, label }) =>
              `<label><input type="radio" name="${name}.${row.id}" value="${id}"${checked(chosen[row.id] === id)}><span>${e(words(label))}</span></label>`,
          );
          return `<div class="row" role="radiogroup" aria-label="${e(words(row.label))}"><b>${e(words(row.label))}</b><div class="scale">${cells.join('')}</div></div>`;
        })
        .join('');
    }
    default:
      return '';
  }
}

function scaleHtml(
  question: SurveyQuestion,
  { min, max }: { min: number; max: number },
  name: string,
  value: SurveyAnswers[string] | undefined,
  words: Say,
  locale: Locale,
): string {
  const cells = Array.from({ length: max - min + 1 }, (_, index) => min + index).map(
    (score) =>
      `<label><input type="radio" name="${name}" value="${score}"${checked(value === score)}><span>${score}</span></label>`,
  );
  const [low, high] = endsOf(question, words, locale);
  return `<div class="scale">${cells.join('')}</div><p class="ends"><span>${e(low)}</span><span>${e(high)}</span></p>`;
}

function endsOf(question: SurveyQuestion, words: Say, locale: Locale): [string, string] {
  if (question.kind === 'scale')
    return [
      question.low === undefined ? '' : words(question.low),
      question.high === undefined ? '' : words(question.high),
    ];
  if (question.kind === 'csat' || question.kind === 'nps' || question.kind === 'ces')
    return [say(pageWords.scaleLow[question.kind], locale), say(pageWords.scaleHigh[question.kind], locale)];
  return ['', ''];
}

const checked = (is: boolean) => (is ? ' checked' : '');
