import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { useProduct } from '../../testing/use-product.ts';
import { makeCustomer, makeTicket } from '../tickets/ticket.factory.ts';
import { sendSurvey } from './send-survey.ts';
import { csatSurvey, liveSurvey } from './survey.factory.ts';

const t = useProduct();
let path: string;
let surveyId: string;

beforeEach(async () => {
  t.setNow('2026-03-02T02:00:00Z');
  await t.db.inOrg(async (tx) => {
    const input = csatSurvey();
    const title = { 'zh-CN': '<b>满意吗</b>', 'zh-TW': '滿意嗎', en: 'How "well" did we do' };
    const survey = await liveSurvey(tx, t.db.call(), { ...input, content: { ...input.content, title } });
    const ticket = await makeTicket(tx, t.db.call(), { customerId: await makeCustomer(tx) });
    const sent = await sendSurvey(tx, t.db.call(), t.services, survey.id, {
      ticketId: ticket.id,
      by: 'link',
    });
    path = new URL(sent.url!).pathname;
    surveyId = survey.id;
  });
});

const get = (query = '', language = 'en') =>
  t.http.inject({ method: 'GET', url: `${path}${query}`, headers: { 'accept-language': language } });
const post = (body: string, type = 'application/x-www-form-urlencoded') =>
  t.http.inject({ method: 'POST', url: path, headers: { 'content-type': type }, payload: body });
const answers = async () =>
  (
    await t.db.inOrg((tx) =>
      sql<{
        answers: object;
      }>`select answers from survey_answers where org_id = ${tx.orgId} and survey_id = ${surveyId}`.execute(
        tx.db,
      ),
    )
  ).rows;

describe('the answer page', () => {
  test('is a form that needs no script, with nothing inline, kept nowhere', async () => {
    const page = await get();
    expect(page.statusCode).toBe(200);
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.headers['referrer-policy']).toBe('no-referrer');
    expect(page.headers['content-security-policy']).not.toContain('unsafe');
    expect(page.body).toContain('<form method="post"');
    expect(page.body).not.toMatch(/<script(?![^>]* src=)|style=|onclick|<b>满意吗/);
  });

  test('tells its script where answers on the way are kept: of an invitation here, of an open link there', async () => {
    expect((await get()).body).toContain('data-survey="invited"');
    const link = await t.as('owner').send<{ url: string }>('POST', `/api/v1/surveys/${surveyId}/links`, {
      name: '前台',
      channel: 'faceToFace',
    });
    const page = await t.http.inject({ method: 'GET', url: new URL(link.body.url).pathname });
    expect(page.body).toContain('data-survey="open"');
  });

  test('comes in three languages, and says so', async () => {
    expect((await get('?lang=en')).body).toContain('How &quot;well&quot; did we do');
    expect((await get('?lang=zh-TW')).body).toContain('滿意嗎');
    expect((await get('?lang=zh-CN')).body).toContain('提交');
    expect((await get('?lang=fr')).statusCode).toBe(200);
  });

  test('opened by a scanner with a score answers nothing; the score is chosen and asks to be confirmed', async () => {
    for (const score of [1, 2, 3, 4, 5]) expect((await get(`?score=${score}`)).statusCode).toBe(200);
    expect(await answers()).toHaveLength(0);
    const page = await get('?score=4&lang=en');
    expect(page.body).toContain('value="4" checked');
    expect(page.body).toContain('Confirm and send');
    expect((await get('?score=9')).body).not.toContain('checked');
    expect((await get('?score[]=9')).statusCode).toBe(200);
  });

  test('takes the form and thanks; a second time it says that it was answered', async () => {
    const sent = await post('lang=en&q.score=2&q.reason=slow&q.reason=rude&q.words=a%0D%0Ab');
    expect(sent.statusCode).toBe(200);
    expect(sent.body).toContain('Thank you');
    expect(await answers()).toEqual([{ answers: { score: 2, reason: ['slow', 'rude'], words: 'a\nb' } }]);
    const again = await post('lang=en&q.score=5');
    expect(again.statusCode).toBe(409);
    expect((await get('?lang=en')).body).toContain('Answered already');
    expect(await answers()).toHaveLength(1);
  });

  test('shows what is wrong beside the question, and keeps what was written', async () => {
    for (const [body, status, says] of [
      ['lang=en&q.words=kept', 422, 'Please answer this question.'],
      ['lang=en&q.score=6&q.words=kept', 422, 'from 1 to 5'],
      ['lang=en&q.score=abc&q.words=kept', 422, 'form that the question asks for'],
      [`lang=en&q.score=5&q.words=${'x'.repeat(501)}`, 422, 'At most 500'],
      ['lang=en&q.score=5&q.words=a%00b', 422, 'form that the question asks for'],
      [`lang=en&q.score=5&q.words=${'x'.repeat(6_000)}`, 422, 'At most 500'],
    ] as const) {
      const refused = await post(body);
      expect([refused.statusCode, refused.body.includes(says)], body.slice(0, 60)).toEqual([status, true]);
      if (body.includes('kept')) expect(refused.body).toContain('>kept</textarea>');
    }
    expect((await post(`q.words=${'x'.repeat(1_000_000)}`)).statusCode).toBe(413);
    expect((await post('<a/>', 'text/xml')).statusCode).toBe(415);
    expect((await post('{}', 'application/json')).statusCode).toBe(422);
    expect(await answers()).toHaveLength(0);
  });

  test('says it plainly where a link is forged, expired or of nobody', async () => {
    const forged = await t.http.inject({
      url: `${path.slice(0, -6)}AAAAAA`,
      headers: { 'accept-language': 'en' },
    });
    expect(forged.statusCode).toBe(404);
    expect(forged.headers['content-type']).toContain('text/html');
    expect(forged.body).toContain('This link is not valid');
    expect((await t.http.inject({ url: '/s/%3Cscript%3E' })).statusCode).toBe(404);
    t.setNow('2026-04-02T02:00:00Z');
    expect((await get('?lang=en')).body).toContain('The link has expired');
    expect((await post('q.score=5')).statusCode).toBe(410);
    expect(await answers()).toHaveLength(0);
  });
});
