import { surveyInput, type TicketSurvey, ticketCreated } from '@jingyun/contracts';
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { useProduct } from '../../testing/use-product.ts';
import { makeCustomer, makeTeam, makeTicket } from '../tickets/ticket.factory.ts';
import { csatSurvey } from './survey.factory.ts';
import { day, surveyDesk } from './survey.testing.ts';

const t = useProduct();
const { inOrg, asked, invite, answer, rows, events } = surveyDesk(t);

beforeEach(() => t.setNow(day(0)));
beforeAll(async () => {
  // A new organisation has calendars and promises; the one of the tests begins with nothing.
  await inOrg((tx) => t.services.setUpModules(tx, t.db.call()));
});

describe('a bad score', () => {
  test('opens a follow-up, caused by the answer, linked, with its own clock', async () => {
    const { surveyId, ticketId, token } = await asked({
      followUp: surveyInput.shape.followUp.parse({ atMost: 2, kind: 'complaint' }),
    });
    expect((await answer(token, { score: 1, words: '等了三天' })).status).toBe(201);
    const [row] = await rows(surveyId);
    const [answered] = await events('survey.answered', ticketId);
    const [created] = await events(ticketCreated.type, row!.follow_up_id!);
    expect(created).toMatchObject({ causation_id: answered?.id, data: { ticket: { kind: 'complaint' } } });
    const links = await t.as('owner').send('GET', `/api/v1/tickets/${ticketId}/relatives`);
    expect(JSON.stringify(links.body)).toContain(row!.follow_up_id!);
    await t.settle();
    const sla = await t
      .as('owner')
      .send<{ clocks: { kind: string; state: string }[] }>('GET', `/api/v1/tickets/${row!.follow_up_id}/sla`);
    expect(sla.body.clocks).toContainEqual(expect.objectContaining({ kind: 'resolution', state: 'running' }));
    const answers = await t
      .as('owner')
      .send<{ data: { followUp: { id: string } | null }[] }>(
        'GET',
        `/api/v1/surveys/${surveyId}/answers?verbatim=true`,
      );
    expect(answers.body.data[0]?.followUp?.id).toBe(row!.follow_up_id);
  });

  test('that cannot be followed up is kept all the same, and says why', async () => {
    const owner = t.as('owner');
    const category = {
      code: 'gone',
      name: '旧分类',
      names: {},
      parentId: null,
      position: 0,
      archived: false,
    };
    const made = await owner.send<{ id: string }>('POST', '/api/v1/ticket-categories', category);
    const followUp = surveyInput.shape.followUp.parse({ atMost: 2 });
    const { surveyId, token } = await asked({ followUp }, undefined, made.body.id);
    const archived = await owner.send(
      'PUT',
      `/api/v1/ticket-categories/${made.body.id}`,
      { ...category, archived: true },
      { 'if-match': '"1"' },
    );
    expect(archived.status).toBe(200);
    expect((await answer(token, { score: 2 })).status).toBe(201);
    expect(await rows(surveyId)).toMatchObject([
      { score: 2, follow_up_id: null, follow_up_failed: expect.stringMatching(/\w+/) },
    ]);
  });

  test('a good one opens none', async () => {
    const { surveyId, token } = await asked({ followUp: surveyInput.shape.followUp.parse({ atMost: 2 }) });
    await answer(token, { score: 3 });
    expect(await rows(surveyId)).toMatchObject([{ follow_up_id: null }]);
  });
});

describe('of a ticket', () => {
  test('staff see how it was asked about and what was answered, and hear of it at once', async () => {
    const { ticketId, token, surveyId } = await asked({
      followUp: surveyInput.shape.followUp.parse({ atMost: 2 }),
    });
    const see = async (client: ReturnType<typeof t.as>) =>
      client.send<{ data: TicketSurvey[] }>('GET', `/api/v1/tickets/${ticketId}/surveys`);
    const manager = t.as('manager', { locale: 'en' });
    expect((await see(manager)).body.data).toMatchObject([
      { survey: { id: surveyId }, state: 'sent', started: false, answer: null },
    ]);
    const heard: string[] = [];
    const leave = t.services.stream.subscribe(t.db.orgId, ({ topic, id }) => heard.push(`${topic} ${id}`));
    await answer(token, { score: 1, reason: ['slow', 'rude'], words: '等了三天' });
    const [row] = await rows(surveyId);
    await expect
      .poll(() => heard)
      .toEqual(
        expect.arrayContaining([
          `surveys ${surveyId}`,
          `tickets ${ticketId}`,
          `tickets ${row!.follow_up_id}`,
        ]),
      );
    leave();
    expect((await see(manager)).body.data).toMatchObject([
      {
        state: 'answered',
        answer: {
          kind: 'csat',
          score: 1,
          said: [
            { question: 'What went wrong', text: 'Too slow, Rude' },
            { question: 'Anything else', text: '等了三天' },
          ],
          followUp: { id: row!.follow_up_id },
        },
      },
    ]);
    expect((await see(t.as('agent', { teamIds: [] }))).status).toBe(404);
    const { body } = await t.as('owner').send<{ teamId: string }>('GET', `/api/v1/tickets/${ticketId}`);
    // A colleague reads the ticket, but answers about others' work are not for everybody.
    const colleague = await see(t.as('agent', { teamIds: [body.teamId] }));
    expect(colleague).toMatchObject({ status: 200, body: { data: [] } });
    t.setNow(day(15));
    const unanswered = await asked();
    t.setNow(day(40));
    const over = await manager.send<{ data: TicketSurvey[] }>(
      'GET',
      `/api/v1/tickets/${unanswered.ticketId}/surveys`,
    );
    expect(over.body.data).toMatchObject([{ state: 'expired', answer: null }]);
  });
});

describe('results', () => {
  test('are counted, with intervals, within the reader’s scope, and become metrics', async () => {
    const customers = await inOrg(async (tx) => [await makeCustomer(tx), await makeCustomer(tx)]);
    const { surveyId, ticketId, token } = await asked({}, customers[0]);
    await answer(token, { score: 5 });
    const other = await inOrg(
      async (tx) =>
        (await makeTicket(tx, t.db.call(), { customerId: customers[1]!, teamId: await makeTeam(tx) })).id,
    );
    const second = await invite(surveyId, other, 'link');
    await answer(second.url!.split('/').at(-1)!, { score: 2, reason: ['slow'] });
    await t.settle();
    const read = (client: ReturnType<typeof t.as>) =>
      client.send<{ score: { answers: number; value: number } }>(
        'GET',
        `/api/v1/surveys/${surveyId}/results`,
      );
    const whole = await read(t.as('manager'));
    expect(whole.body).toMatchObject({
      counts: { sent: 2, answered: 2, open: 0 },
      score: { kind: 'csat', answers: 2, value: 0.5, mean: 3.5 },
      questions: expect.arrayContaining([
        { id: 'reason', answers: 1, values: [{ value: 'slow', answers: 1 }] },
      ]),
    });
    const ticket = await t.as('owner').send<{ teamId: string }>('GET', `/api/v1/tickets/${ticketId}`);
    const lead = t.as('teamLead', { teamIds: [ticket.body.teamId] });
    expect((await read(lead)).body.score).toMatchObject({ answers: 1, value: 1 });
    expect((await read(t.as('teamLead', { teamIds: [] }))).body.score).toMatchObject({ answers: 0 });
    expect((await t.as('agent').send('POST', '/api/v1/surveys', csatSurvey())).status).toBe(403);
    const csat = await t
      .as('manager')
      .send<{ total: { value: number; count: number } }>('POST', '/api/v1/metrics/query', {
        metric: 'surveys.csat',
        preset: '7d',
        filters: { team: [ticket.body.teamId] },
      });
    expect(csat.body).toMatchObject({ series: [{ total: { value: 1 } }] });
    const csv = await t.as('manager').send<string>('GET', `/api/v1/surveys/${surveyId}/answers/export`);
    expect(String(csv.body).trim().split('\n')).toHaveLength(3);
  });

  test('are told apart by the tier that the customer had when asked', async () => {
    const gold = await inOrg((tx) => makeCustomer(tx, '王芳', '金卡'));
    const { surveyId, token } = await asked({}, gold);
    await answer(token, { score: 2 });
    await inOrg((tx) =>
      sql`update customers set tier = '银卡' where org_id = ${tx.orgId} and id = ${gold}`.execute(tx.db),
    );
    const { body } = await t.as('manager').send('GET', `/api/v1/surveys/${surveyId}/results?by=tier`);
    expect(body).toMatchObject({ groups: [{ value: '金卡', name: null, score: { answers: 1, value: 0 } }] });
  });

  test('reasons of bad answers are numbers by reason, in the reader’s language', async () => {
    const { token, ticketId } = await asked();
    await answer(token, { score: 1, reason: ['slow', 'rude'] });
    const good = await asked();
    await answer(good.token, { score: 5 });
    await t.settle();
    const { body: ticket } = await t
      .as('owner')
      .send<{ teamId: string }>('GET', `/api/v1/tickets/${ticketId}`);
    const query = { metric: 'surveys.reasons', breakdown: 'reason', filters: { team: [ticket.teamId] } };
    const { body } = await t
      .as('manager', { locale: 'en' })
      .send<{ series: { key: string; label: string; total: { value: number } }[]; source: string }>(
        'POST',
        '/api/v1/metrics/query',
        { ...query, preset: '7d' },
      );
    expect(body.source).toBe('rollups');
    expect(body.series.map(({ key, label, total }) => [key, label, total.value])).toEqual([
      ['rude', 'Rude', 1],
      ['slow', 'Too slow', 1],
    ]);
  });

  test('open links take any number of answers, until they are switched off', async () => {
    const { surveyId } = await asked();
    const owner = t.as('owner');
    const input = { name: '前台', channel: 'faceToFace' };
    const link = await owner.send<{ id: string; url: string }>(
      'POST',
      `/api/v1/surveys/${surveyId}/links`,
      input,
    );
    const token = link.body.url.split('/').at(-1)!;
    expect((await answer(token, { score: 5 })).status).toBe(201);
    expect((await answer(token, { score: 4 })).status).toBe(201);
    const qr = await owner.send<string>('GET', `/api/v1/surveys/${surveyId}/links/${link.body.id}/qr`);
    expect(qr.headers['content-type']).toBe('image/svg+xml');
    expect(qr.body).toContain('<svg');
    const off = await owner.send(
      'PUT',
      `/api/v1/surveys/${surveyId}/links/${link.body.id}`,
      { ...input, active: false },
      {
        'if-match': '"1"',
      },
    );
    expect(off.status).toBe(200);
    expect((await answer(token, { score: 4 })).body).toMatchObject({ code: 'survey_closed' });
    const results = await owner.send('GET', `/api/v1/surveys/${surveyId}/results?by=channel`);
    expect(results.body).toMatchObject({
      counts: { sent: 1, answered: 0, open: 2 },
      responseRate: { value: 0 },
    });
  });
});
