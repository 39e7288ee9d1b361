import { defineEvent, type Thread } from '@jingyun/contracts';
import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { systemActor } from '../../platform/actor.ts';
import { appendEvents } from '../../platform/events/append-events.ts';
import { causeOf, type Origin } from '../../platform/events/cause-of.ts';
import { useProduct } from '../../testing/use-product.ts';
import { createTeam } from '../people/index.ts';
import { followThread } from './follow-thread.ts';

const t = useProduct();
const happened = defineEvent('test.happened', z.object({}));
const now = Temporal.Instant.from('2026-03-02T02:00:00Z');

/** Something happens to a record, because of the newest that happened to others. */
async function happen(subject: Origin, ...because: Origin[]): Promise<void> {
  await t.db.database.inOrg(t.db.orgId, async (tx) => {
    for (const cause of because.length === 0 ? [undefined] : because) {
      await appendEvents(tx, [
        {
          definition: happened,
          data: {},
          subject,
          ticketId: subject.type === 'ticket' ? subject.id : null,
          actor: { type: 'system', id: null },
          occurredAt: now,
          ...(cause === undefined ? {} : { cause: await causeOf(tx, cause) }),
        },
      ]);
    }
  });
}

const record = (type: string): Origin => ({ type, id: uuidv7() });
const follow = async (origin: Origin) => {
  const { links, truncated } = await t.db.database.inOrg(t.db.orgId, (tx) =>
    followThread(tx, origin, (type) => type === 'ticket'),
  );
  return { types: [...new Set(links.map(({ subjectType }) => subjectType))].sort(), truncated };
};

test('a thread is the same from each of its records; what only passes the same ticket is not in it', async () => {
  const [complaint, other] = [record('ticket'), record('ticket')];
  const [improvement, measure, procedure, course] = ['improvement', 'measure', 'procedure', 'course'].map(
    record,
  );
  await happen(complaint);
  await happen(record('survey'), complaint);
  await happen(complaint);
  await happen(improvement!, complaint);
  await happen(measure!, improvement!);
  await happen(procedure!, measure!);
  await happen(course!, procedure!);
  await happen(other);
  await happen(record('unrelated'), other);
  const whole = ['course', 'improvement', 'measure', 'procedure', 'ticket'];
  for (const origin of [improvement!, measure!, procedure!, course!])
    expect(await follow(origin)).toEqual({ types: whole, truncated: false });
  expect((await follow(complaint)).types).toEqual([...whole, 'survey'].sort());
});

test('a thread without end is cut where nobody reads on, and says so', async () => {
  const root = record('improvement');
  await happen(root);
  for (let i = 0; i < 130; i++) await happen(record('measure'), root);
  const { truncated } = await follow(root);
  expect(truncated).toBe(true);
});

test('the thread of a ticket is for those who may see the ticket; what they may not see has no name', async () => {
  const teamId = await t.db.database.inOrg(t.db.orgId, async (tx) => {
    const call = { actor: systemActor(t.db.orgId), now };
    return (await createTeam(tx, call, { name: '一组', parentId: null, calendarId: null, members: [] })).id;
  });
  const manager = t.as('manager');
  const made = await manager.send<{ id: string }>('POST', '/api/v1/tickets', {
    subject: '洗衣机异响',
    kind: 'complaint',
    channel: 'phone',
    text: '脱水时响。',
    teamId,
  });
  const ticket = { type: 'ticket', id: made.body.id };
  const alert = record('alert');
  await happen(alert, ticket);
  const url = `/api/v1/threads/ticket/${ticket.id}`;
  const { body } = await manager.send<Thread>('GET', url);
  expect(body.nodes).toMatchObject([
    { type: 'ticket', kind: '工单', card: { title: expect.stringContaining('洗衣机异响') } },
    // There is no such alert: the chain still shows that one was there.
    { type: 'alert', kind: '预警', card: null, happenings: [{ type: 'test.happened', count: 1 }] },
  ]);
  expect(body.edges).toEqual([{ from: 0, to: 1 }]);
  expect((await t.as('agent', { teamIds: [] }).send('GET', url)).status).toBe(404);
  expect((await t.as('manager', { orgId: t.db.otherOrgId }).send('GET', url)).status).toBe(404);
  expect((await manager.send('GET', `/api/v1/threads/automation/${ticket.id}`)).status).toBe(404);
  expect((await manager.send('GET', '/api/v1/threads/ticket/1')).status).toBe(422);
});
