/**
 * Cells that a spreadsheet would take for a formula.
 *
 * A CSV carries no types: a customer named `=HYPERLINK(…)` becomes a live formula on
 * the screen of whoever opens the export. Text that starts with `=`, `+`, `-`, `@`,
 * tab, CR or LF (or the full-width `＝＋－＠`, which Chinese and Japanese editions take
 * alike) is written with an apostrophe before it, which spreadsheets show as text.
 * Text that already starts with apostrophes and then such a sign gets one more, so
 * that taking one off gives back exactly what was written. Numbers are written as numbers.
 * Source of the list: OWASP, "CSV Injection".
 */
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/;
const neutralised = /^''*[=+\-@\t\r\n＝＋－＠]/;

/** Text made safe to open in a spreadsheet. */
export function neutraliseText(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** The inverse: the text that was meant. */
export function restoreText(text: string): string {
  return text.charCodeAt(0) === 39 && neutralised.test(text) ? text.slice(1) : text;
}
