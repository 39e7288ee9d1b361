import { randomUUID } from 'node:crypto';
import type { Procedure, ProcedureRun, ProcedureVersion, Ticket } from '@jingyun/contracts';
import { sql } from 'kysely';
import { expect } from 'vitest';
import type { TestClient, TestProduct } from '../../testing/use-product.ts';
import { createCategory } from '../tickets/index.ts';
import { inForceVersion, procedureBody } from './procedure.factory.ts';

/** A refusal as tests look at it. */
export type Problem = {
  code: string;
  detail: string;
  fields?: { path: string; code: string; message: string }[];
};
type Over = Parameters<typeof procedureBody>[0];

export const today = '2026-03-02';
export const newest = ({ versions: [first] }: Procedure) => first!;
export const ifMatch = ({ version }: { version: number }) => ({ 'if-match': `"${version}"` });

/** What tests of versions do over and over: write, approve with another pair of eyes, publish, look at the log. */
export function procedureDesk(t: TestProduct) {
  const [ann, bob] = [randomUUID(), randomUUID()];
  /** Two people who may write and approve. */
  const author = () => t.as('manager', { id: ann });
  const approver = () => t.as('manager', { id: bob });

  async function made(over: Over = {}, client: TestClient = author()) {
    const answer = await client.send<Procedure>('POST', '/api/v1/procedures', procedureBody(over));
    expect(answer.status).toBe(201);
    return answer.body;
  }
  const act = <Body = ProcedureVersion>(
    client: TestClient,
    of: { id: string; version: number },
    verb: string,
    body?: unknown,
  ) => client.send<Body>('POST', `/api/v1/procedure-versions/${of.id}/${verb}`, body, ifMatch(of));
  const versionOf = async (id: string, client: TestClient = author()) =>
    (await client.send<ProcedureVersion>('GET', `/api/v1/procedure-versions/${id}`)).body;

  /** Drafted by one, approved by the other. */
  async function approved(over: Over = {}) {
    const draft = newest(await made(over));
    await act(author(), draft, 'submit');
    return (await act(approver(), { ...draft, version: 2 }, 'approve')).body;
  }
  async function published(over: Over = {}, publication: object = {}) {
    const answer = await act(approver(), await approved(over), 'publish', {
      inForceFrom: today,
      ...publication,
    });
    expect(answer.status).toBe(200);
    return answer.body;
  }
  const eventsOf = async (type: string, subjectId: string) =>
    (
      await t.db.inOrg((tx) =>
        sql<{ id: string; data: Record<string, unknown>; cause: string | null }>`
        select e.id, e.data, c.type as cause from events e
        left join events c on c.org_id = e.org_id and c.id = e.causation_id
        where e.org_id = ${tx.orgId} and e.type = ${type} and e.subject_id = ${subjectId} order by e.txid, e.id`.execute(
          tx.db,
        ),
      )
    ).rows;
  return { ann, bob, author, approver, made, act, versionOf, approved, published, eventsOf };
}

/** What tests of runs do over and over: tickets that match, steps, changes, and what was told. */
export function runDesk(t: TestProduct) {
  const owner = () => t.as('owner', { id: randomUUID() });

  /** A procedure of its own for each test: on tickets of one category, which nothing else has. */
  async function ground(over: Parameters<typeof procedureBody>[0] = {}, publication: object = {}) {
    return t.db.inOrg(async (tx) => {
      const call = t.db.call();
      const { id: categoryId } = await createCategory(tx, call, {
        code: randomUUID(),
        name: '其他',
        names: {},
        parentId: null,
        position: 0,
        archived: false,
      });
      const matching = { start: 'ticket' as const, categoryIds: [categoryId], ...over.matching };
      const version = await inForceVersion(tx, call, { ...over, matching }, publication);
      return { categoryId, version, procedureId: version.procedureId };
    });
  }

  const open = async (over: object = {}) => {
    const { body } = await owner().send<Ticket>('POST', '/api/v1/tickets', {
      subject: '漏水',
      kind: 'afterSales',
      channel: 'phone',
      ...over,
    });
    await t.settle();
    return body;
  };
  const runsOf = async (ticketId: string, client = owner()) =>
    (await client.send<{ data: ProcedureRun[] }>('GET', `/api/v1/tickets/${ticketId}/procedure-runs`)).body
      .data;
  const change = async (id: string, wish: object, client = owner()) => {
    const { version } = (await owner().send<Ticket>('GET', `/api/v1/tickets/${id}`)).body;
    const answer = await client.send<Ticket & Problem>('PATCH', `/api/v1/tickets/${id}`, wish, {
      'if-match': `"${version}"`,
    });
    await t.settle();
    return answer;
  };
  const setStep = <Body = ProcedureRun>(runId: string, key: string, body: object, client = owner()) =>
    client.send<Body>('PUT', `/api/v1/procedure-runs/${runId}/steps/${key}`, body);
  const eventsOf = async (runId: string) =>
    (
      await t.db.inOrg((tx) =>
        sql<{ type: string; data: Record<string, unknown>; ticket_id: string }>`
          select type, data, ticket_id from events where org_id = ${tx.orgId} and subject_type = 'procedureRun'
            and subject_id = ${runId} order by txid, id`.execute(tx.db),
      )
    ).rows;
  return { owner, ground, open, runsOf, change, setStep, eventsOf };
}
