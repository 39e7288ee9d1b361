import { numberRange, type SurveyAnswers, type SurveyContent, surveyAnswers } from '@jingyun/contracts';
import { fieldError } from '../../platform/errors/service-error.ts';

/**
 * The answers in a sent form: `q.<question>`, and `q.<question>.<row>` for a matrix. Fields of other names and empty
 * ones are no answers. What is not even of an answer's shape is refused here, what does not fit its question later.
 * @throws ServiceError invalid_input
 */
export function answersOfForm(content: SurveyContent, form: URLSearchParams): SurveyAnswers {
  const answers: SurveyAnswers = {};
  for (const question of content.questions) {
    const name = `q.${question.id}`;
    const given = form.getAll(name).filter((value) => value !== '');
    if (question.kind === 'matrix') {
      const cells = question.rows.flatMap(({ id }) => {
        const cell = form.get(`${name}.${id}`);
        return cell === null || cell === '' ? [] : [[id, cell] as const];
      });
      if (cells.length > 0) answers[question.id] = Object.fromEntries(cells);
      continue;
    }
    const [first] = given;
    if (first === undefined) continue;
    if (question.kind === 'multiple') answers[question.id] = given;
    else if (numberRange(question) !== null && /^-?\d{1,9}$/.test(first))
      answers[question.id] = Number(first);
    // Browsers send line ends as two characters, and count them as one.
    else answers[question.id] = first.replaceAll('\r\n', '\n');
  }
  return checkedShape(answers, content);
}

/** Numbers out of every range are named with their question's range by the next check, so they pass here. */
function checkedShape(answers: SurveyAnswers, content: SurveyContent): SurveyAnswers {
  for (const question of content.questions) {
    const value = answers[question.id];
    if (value === undefined || typeof value === 'number') continue;
    const parsed = surveyAnswers.safeParse({ [question.id]: value });
    if (parsed.success) continue;
    const tooLong =
      typeof value === 'string' && question.kind === 'text' && value.length > question.maxLength;
    if (!tooLong) throw fieldError(`answers.${question.id}`, 'answer_wrong_kind', 'answer_wrong_kind');
  }
  return answers;
}
