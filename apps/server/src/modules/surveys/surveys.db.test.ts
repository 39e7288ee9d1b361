import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { useProduct } from '../../testing/use-product.ts';
import { makeCustomer, makeTicket } from '../tickets/ticket.factory.ts';
import { csatSurvey, liveSurvey } from './survey.factory.ts';
import { day, surveyDesk } from './survey.testing.ts';
import { sweepInvitations } from './sweep-invitations.ts';

const t = useProduct();
const { inOrg, asked, invite, answer, rows, events } = surveyDesk(t);

beforeEach(() => t.setNow(day(0)));

describe('versions', () => {
  test('a published version never changes; who was asked answers what was asked', async () => {
    const { surveyId, token } = await asked();
    const owner = t.as('owner');
    const before = await owner.send<{ version: number }>('GET', `/api/v1/surveys/${surveyId}`);
    const input = csatSurvey();
    const content = { ...input.content, questions: input.content.questions.slice(2) };
    const etag = { 'if-match': `"${before.body.version}"` };
    const put = await owner.send('PUT', `/api/v1/surveys/${surveyId}`, { ...input, content }, etag);
    expect(put.body).toMatchObject({ changed: true, publishedVersion: 1 });
    const published = await owner.send('POST', `/api/v1/surveys/${surveyId}/publish`, undefined, {
      'if-match': String(put.headers['etag']),
    });
    expect(published.body).toMatchObject({ changed: false, publishedVersion: 2, status: 'live' });
    expect((await answer(token, { score: 5 })).status).toBe(201);
    await expect(
      inOrg((tx) => sql`update survey_versions set content = '{}' where org_id = ${tx.orgId}`.execute(tx.db)),
    ).rejects.toThrow(/permission denied/);
    const again = await owner.send('POST', `/api/v1/surveys/${surveyId}/publish`, undefined, {
      'if-match': String(published.headers['etag']),
    });
    expect(again.body).toMatchObject({ code: 'survey_unchanged' });
  });

  test('a stale edit is refused, and a follow-up needs a score', async () => {
    const { surveyId } = await asked();
    const stale = await t
      .as('owner')
      .send('PUT', `/api/v1/surveys/${surveyId}`, csatSurvey(), { 'if-match': '"1"' });
    expect(stale.body).toMatchObject({ code: 'version_conflict' });
    const input = csatSurvey();
    const noScore = {
      ...input,
      followUp: { atMost: 2 },
      content: { ...input.content, questions: input.content.questions.slice(2) },
    };
    const refused = await t.as('owner').send('POST', '/api/v1/surveys', noScore);
    expect(refused.body).toMatchObject({ code: 'survey_has_no_score' });
  });
});

describe('an answer', () => {
  test('is written once with an event that tells what was asked about, and who asked', async () => {
    const { surveyId, ticketId, token } = await asked();
    expect((await answer(token, { score: 4, words: '谢谢' })).status).toBe(201);
    expect(await rows(surveyId)).toMatchObject([{ score: 4, answers: { score: 4, words: '谢谢' } }]);
    const [sent] = await events('survey.sent', ticketId);
    const [event] = await events('survey.answered', ticketId);
    expect(event).toMatchObject({
      causation_id: sent?.id,
      data: { kind: 'csat', score: 4, max: 5, invited: true, ticketId, ticket: { kind: 'afterSales' } },
    });
    expect((await answer(token, { score: 1 })).body).toMatchObject({ code: 'survey_link_used' });
    expect(await rows(surveyId)).toHaveLength(1);
  });

  test('sent twice at once is taken once', async () => {
    const { surveyId, token } = await asked();
    const answers = await Promise.all([1, 2, 3, 4].map((score) => answer(token, { score })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    expect(await rows(surveyId)).toHaveLength(1);
  });

  test.each([
    ['a score above the range', { score: 6 }, 'answer_out_of_range'],
    ['a score far above it', { score: 99 }, 'answer_out_of_range'],
    ['a score below it', { score: 0 }, 'answer_out_of_range'],
    ['a negative score', { score: -1 }, 'answer_out_of_range'],
    ['a score of the wrong kind', { score: 'five' }, 'answer_wrong_kind'],
    ['an unknown question', { score: 5, more: 1 }, 'answer_unknown_question'],
    ['an unknown option', { score: 1, reason: ['else'] }, 'answer_unknown_option'],
    ['a text that is too long', { score: 5, words: 'x'.repeat(501) }, 'answer_too_long'],
    ['nothing', {}, 'answer_required'],
  ])('with %s is refused, and nothing is written', async (_, given, code) => {
    const { surveyId, ticketId, token } = await asked();
    const refused = await answer(token, given);
    expect(refused.status).toBe(422);
    expect(refused.body.code).toBe('invalid_input');
    expect(refused.body.fields?.map((field) => field.code)).toContain(code);
    expect(refused.body.fields?.[0]?.message).not.toBe(code);
    expect(await rows(surveyId)).toHaveLength(0);
    expect(await events('survey.answered', ticketId)).toHaveLength(0);
    expect((await answer(token, { score: 5 })).status).toBe(201);
  });

  test('of a megabyte, with a number that is none, or a key of ours is refused', async () => {
    const { token, surveyId } = await asked();
    expect((await answer(token, { score: 5, words: 'x'.repeat(1_100_000) })).status).toBe(413);
    expect((await answer(token, { score: 5, words: 'x'.repeat(900_000) })).status).toBe(422);
    expect((await answer(token, { score: 4.5 })).status).toBe(422);
    expect((await answer(token, { __proto__: 1, score: 5, words: 'a\u0000b' })).status).toBe(422);
    expect(await rows(surveyId)).toHaveLength(0);
  });

  test('by a forged, foreign, expired or closed link is refused', async () => {
    const { token, surveyId } = await asked();
    const forged = `${token.slice(0, -8)}AAAAAAAA`;
    for (const wrong of [forged, 'x', `${token}A`, Buffer.alloc(56).toString('base64url')])
      expect((await answer(wrong, { score: 5 })).body).toMatchObject({ code: 'survey_link_invalid' });
    t.setNow(day(15));
    expect((await answer(token, { score: 5 })).body).toMatchObject({ code: 'survey_link_expired' });
    t.setNow(day(0));
    const owner = t.as('owner');
    const { headers } = await owner.send('GET', `/api/v1/surveys/${surveyId}`);
    const etag = { 'if-match': String(headers['etag']) };
    expect((await owner.send('POST', `/api/v1/surveys/${surveyId}/close`, undefined, etag)).status).toBe(200);
    expect((await answer(token, { score: 5 })).body).toMatchObject({ code: 'survey_closed' });
    expect(await rows(surveyId)).toHaveLength(0);
  });

  test('by a token with any one of its bits turned is refused, and leaves the link as it was', async () => {
    const { token, surveyId } = await asked();
    const bytes = Buffer.from(token, 'base64url');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length * 8 - 1 }), async (bit) => {
        const turned = Buffer.from(bytes);
        turned[bit >> 3] = turned[bit >> 3]! ^ (1 << (bit & 7));
        const { status, body } = await answer(turned.toString('base64url'), { score: 1 });
        expect([status, body.code]).toEqual([404, 'survey_link_invalid']);
      }),
      { numRuns: 40, seed: 2 },
    );
    expect((await answer(token, { score: 5 })).status).toBe(201);
    expect(await rows(surveyId)).toMatchObject([{ score: 5 }]);
  });

  test('once given, can be neither changed nor begun anew', async () => {
    const { token, surveyId } = await asked();
    expect((await answer(token, { score: 5 })).status).toBe(201);
    const used = { body: { code: 'survey_link_used' } };
    const headers = { 'x-survey-token': token };
    expect(await answer(token, { score: 1 })).toMatchObject(used);
    expect(
      await t.as('agent').send('PUT', '/api/v1/survey-form/partial', { answers: { score: 1 } }, headers),
    ).toMatchObject(used);
    expect(await t.as('agent').send('GET', '/api/v1/survey-form', undefined, headers)).toMatchObject(used);
    expect(await rows(surveyId)).toMatchObject([{ score: 5 }]);
  });

  test('is kept on the way, and shown again', async () => {
    const { token } = await asked();
    const keep = (answers: unknown) =>
      t.as('agent').send('PUT', '/api/v1/survey-form/partial', { answers }, { 'x-survey-token': token });
    expect((await keep({ words: '还没写完' })).status).toBe(200);
    expect((await keep({ score: 99 })).status).toBe(422);
    const form = await t
      .as('agent')
      .send('GET', '/api/v1/survey-form', undefined, { 'x-survey-token': token });
    expect(form.body).toMatchObject({ answers: { words: '还没写完' }, version: 1 });
  });
});

describe('asking', () => {
  test('is for those who have the ticket: an agent of another team is told that there is none', async () => {
    const { surveyId, ticketId } = await asked();
    const ticket = await t.as('owner').send<{ teamId: string }>('GET', `/api/v1/tickets/${ticketId}`);
    const by = (teamIds: string[]) =>
      t
        .as('agent', { teamIds })
        .send('POST', `/api/v1/surveys/${surveyId}/invitations`, { ticketId, by: 'link' });
    expect((await by([])).status).toBe(404);
    expect((await by([ticket.body.teamId])).status).toBe(201);
    expect(
      (await t.as('quality').send('POST', `/api/v1/surveys/${surveyId}/invitations`, { ticketId })).status,
    ).toBe(403);
  });

  test('of another organisation, nothing is seen and nothing opens', async () => {
    const { surveyId, token } = await asked();
    const stranger = t.as('owner', { orgId: t.db.otherOrgId });
    expect((await stranger.send('GET', `/api/v1/surveys/${surveyId}`)).status).toBe(404);
    expect((await stranger.send('GET', `/api/v1/surveys/${surveyId}/answers`)).status).toBe(404);
    const moved = Buffer.from(token, 'base64url');
    Buffer.from(t.db.otherOrgId.replaceAll('-', ''), 'hex').copy(moved);
    expect((await answer(moved.toString('base64url'), { score: 5 })).body).toMatchObject({
      code: 'survey_link_invalid',
    });
  });

  test('is mailed with a link for each score, in the language of the customer', async () => {
    const { surveyId, ticketId } = await asked();
    expect(await invite(surveyId, ticketId, 'email')).toMatchObject({ withheld: null, url: null });
    const [mail] = (
      await inOrg((tx) =>
        sql<{ recipient: string; html: string; plain: string }>`
          select recipient, html, plain from mails where org_id = ${tx.orgId} order by id desc limit 1`.execute(
          tx.db,
        ),
      )
    ).rows;
    expect(mail?.recipient).toBe('wang@example.com');
    expect(mail?.plain.match(/\?score=[1-5]$/gm)).toHaveLength(5);
    expect(mail?.html).toContain('点击分数即可打开问卷');
  });

  test('stops at the cap over all surveys; that is in the log, and the cap can be changed', async () => {
    const customerId = await inOrg((tx) => makeCustomer(tx));
    const first = await asked({}, customerId);
    const second = await asked({}, customerId);
    expect(await invite(second.surveyId, second.ticketId, 'email')).toMatchObject({
      withheld: 'frequencyCap',
    });
    expect(await events('survey.withheld', second.ticketId)).toMatchObject([
      { data: { reason: 'frequencyCap' } },
    ]);
    const owner = t.as('owner');
    const settings = (body: unknown) => owner.send('PUT', '/api/v1/surveys/settings', body);
    expect((await settings({ maxInvitations: 3, perDays: 30 })).status).toBe(200);
    expect(await invite(first.surveyId, first.ticketId, 'email')).toMatchObject({ withheld: null });
    expect((await settings({ maxInvitations: 2, perDays: 30 })).status).toBe(200);
    expect((await settings({ maxInvitations: 0, perDays: 30 })).status).toBe(422);
    t.setNow(day(31));
    expect(await invite(first.surveyId, first.ticketId, 'email')).toMatchObject({ withheld: null });
  });

  test('is withheld where there is no address, and refused for a draft', async () => {
    const { surveyId, ticketId } = await inOrg(async (tx) => ({
      surveyId: (await liveSurvey(tx, t.db.call())).id,
      ticketId: (await makeTicket(tx, t.db.call())).id,
    }));
    expect(await invite(surveyId, ticketId, 'email')).toMatchObject({ withheld: 'noAddress' });
    const draft = await t.as('owner').send<{ id: string }>('POST', '/api/v1/surveys', csatSurvey());
    const refused = await t
      .as('owner')
      .send('POST', `/api/v1/surveys/${draft.body.id}/invitations`, { ticketId, by: 'link' });
    expect(refused.body).toMatchObject({ code: 'survey_not_live' });
  });

  test('is done by an automation when a ticket is solved', async () => {
    const { surveyId, ticketId } = await inOrg(async (tx) => ({
      surveyId: (await liveSurvey(tx, t.db.call())).id,
      ticketId: (
        await makeTicket(tx, t.db.call(), {
          customerId: await makeCustomer(tx),
          requester: { email: 'li@example.com' },
        })
      ).id,
    }));
    const owner = t.as('owner');
    t.setNow(Temporal.Now.instant().toString());
    const made = await owner.send('POST', '/api/v1/automations', {
      name: `ask ${surveyId}`,
      trigger: { on: 'event', event: 'ticket.solved' },
      steps: [{ action: 'surveys.send', params: { surveyId } }],
    });
    expect(made.status).toBe(201);
    const { headers } = await owner.send('GET', `/api/v1/tickets/${ticketId}`);
    const solved = await owner.send(
      'PATCH',
      `/api/v1/tickets/${ticketId}`,
      { status: 'solved' },
      {
        'if-match': String(headers['etag']),
      },
    );
    expect(solved.status).toBe(200);
    await t.settle();
    const [cause] = await events('ticket.solved', ticketId);
    expect(await events('survey.sent', ticketId)).toMatchObject([{ causation_id: cause?.id }]);
  });

  test('reminds once, by a link that works beside the first; and what is over expires', async () => {
    const { surveyId, ticketId } = await asked({ validDays: 10, remindAfterDays: 3 });
    await invite(surveyId, ticketId, 'email');
    t.setNow(day(4));
    const sweep = () => sweepInvitations(t.services, t.db.orgId, new AbortController().signal);
    await sweep();
    await sweep();
    expect(await events('survey.reminded', ticketId)).toHaveLength(1);
    const [mail] = (
      await inOrg((tx) =>
        sql<{
          plain: string;
        }>`select plain from mails where org_id = ${tx.orgId} order by id desc limit 1`.execute(tx.db),
      )
    ).rows;
    const token = /\/s\/([\w-]+)\?score=5/.exec(mail?.plain ?? '')?.[1] ?? '';
    expect((await answer(token, { score: 5 })).status).toBe(201);
    t.setNow(day(11));
    await sweep();
    expect(await events('survey.expired', ticketId)).toMatchObject([{ data: { started: false } }]);
  });
});
