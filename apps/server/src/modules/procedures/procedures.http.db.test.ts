import { randomUUID } from 'node:crypto';
import type {
  Procedure,
  ProcedureDiff,
  ProcedureFile,
  ProcedureReaders,
  ProcedureSummary,
  ProcedureVersion,
} from '@jingyun/contracts';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { type TestClient, useProduct } from '../../testing/use-product.ts';
import { addUser } from '../people/index.ts';
import { insertBuiltInRoles } from '../people/role.repo.ts';
import { makeTeam } from '../tickets/ticket.factory.ts';
import { callBack, contentOf, procedureBody, zh } from './procedure.factory.ts';

const t = useProduct();
/** Two people who may write and approve. */
const [ann, bob] = [randomUUID(), randomUUID()];
const author = () => t.as('manager', { id: ann });
const approver = () => t.as('manager', { id: bob });
const today = '2026-03-02';

type Problem = { code: string; detail: string; fields?: { path: string; code: string; message: string }[] };
const newest = ({ versions: [first] }: Procedure) => first!;
const ifMatch = ({ version }: { version: number }) => ({ 'if-match': `"${version}"` });

async function made(over: Parameters<typeof procedureBody>[0] = {}, client: TestClient = author()) {
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
async function approved(over: Parameters<typeof procedureBody>[0] = {}) {
  const draft = newest(await made(over));
  await act(author(), draft, 'submit');
  return (await act(approver(), { ...draft, version: 2 }, 'approve')).body;
}
async function published(over: Parameters<typeof procedureBody>[0] = {}, publication: object = {}) {
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

describe('a version’s life', () => {
  test('goes from draft over review and approval into force, each step told with its cause', async () => {
    const procedure = await made({ name: zh('投诉') });
    const draft = newest(procedure);
    expect(draft).toMatchObject({ status: 'draft', number: 1, inForceFor: null });
    const submitted = await act(author(), draft, 'submit');
    expect(submitted.body).toMatchObject({ status: 'inReview', mayApprove: false });
    const ready = await act(approver(), submitted.body, 'approve');
    expect(ready.body).toMatchObject({ status: 'approved', approved: { by: { id: bob } } });
    const inForce = await act(approver(), ready.body, 'publish', {
      inForceFrom: '2026-03-05',
      roles: ['agent', 'agent'],
    });
    expect(inForce.body).toMatchObject({
      status: 'published',
      inForceFor: null,
      publications: [{ inForceFrom: '2026-03-05', teamIds: [], roles: ['agent'] }],
    });
    expect(await eventsOf('procedure.published', draft.id)).toMatchObject([
      {
        cause: 'procedure.versionDrafted',
        data: { number: 1, name: '投诉', inForceFrom: '2026-03-05', teamIds: [], roles: ['agent'], steps: 3 },
      },
    ]);
    const read = async () =>
      (await author().send<ProcedureSummary>('GET', `/api/v1/procedures/${procedure.id}`)).body;
    expect(await read()).toMatchObject({ inForce: [], coming: [{ number: 1 }], open: null });
    t.setNow('2026-03-05T02:00:00Z');
    expect(await read()).toMatchObject({ inForce: [{ number: 1, teamIds: [] }], coming: [] });
    const retired = await act(approver(), inForce.body, 'retire', {});
    expect(retired.body).toMatchObject({ status: 'retired', retiredOn: '2026-03-05', inForceFor: null });
    t.setNow('2026-03-02T02:00:00Z');
  });

  test('nobody approves their own under four eyes, nor an API key; without four eyes they do', async () => {
    const draft = newest(await made());
    const submitted = (await act(author(), draft, 'submit')).body;
    const own = await act<Problem>(author(), submitted, 'approve');
    expect(own).toMatchObject({ status: 403, body: { code: 'procedure_own_approval' } });
    const key = t.as('manager', { id: randomUUID() });
    key.actor.type = 'apiKey';
    expect(await act<Problem>(key, submitted, 'approve')).toMatchObject({
      status: 403,
      body: { code: 'procedure_approval_by_person' },
    });
    // Whoever rewrites it after it came back is an author too.
    const back = await act(approver(), submitted, 'return', { reason: '缺少时限' });
    expect(back.body).toMatchObject({ status: 'draft', returned: { reason: '缺少时限', by: { id: bob } } });
    await approver().send(
      'PUT',
      `/api/v1/procedure-versions/${draft.id}`,
      { content: callBack, change: '' },
      ifMatch(back.body),
    );
    const again = (await act(approver(), await versionOf(draft.id), 'submit')).body;
    expect((await act<Problem>(approver(), again, 'approve')).body.code).toBe('procedure_own_approval');
    const alone = newest(await made({ fourEyes: false }));
    const ready = (await act(author(), alone, 'submit')).body;
    expect(ready.mayApprove).toBe(true);
    expect((await act(author(), ready, 'approve')).body.status).toBe('approved');
  });

  test('four eyes are taken away only by those who may approve', async () => {
    const lead = t.as('teamLead', { id: randomUUID() });
    const refused = await lead.send('POST', '/api/v1/procedures', procedureBody({ fourEyes: false }));
    expect(refused.status).toBe(403);
    const procedure = await made({}, lead);
    const { content: _content, change: _change, ...settings } = procedureBody({ code: procedure.code });
    const url = `/api/v1/procedures/${procedure.id}`;
    const off = { ...settings, fourEyes: false };
    expect((await lead.send('PUT', url, off, ifMatch(procedure))).status).toBe(403);
    expect((await lead.send('PUT', url, settings, ifMatch(procedure))).status).toBe(200);
  });

  test('one in force does not change and is not discarded; a new draft takes its words over', async () => {
    const version = await published();
    const url = `/api/v1/procedure-versions/${version.id}`;
    const edit = { content: contentOf({ key: 'other' }), change: '' };
    const refused = await author().send<Problem>('PUT', url, edit, ifMatch(version));
    expect(refused).toMatchObject({ status: 409, body: { code: 'procedure_version_in_force' } });
    expect((await author().send<Problem>('DELETE', url, undefined, ifMatch(version))).body.code).toBe(
      'procedure_version_in_force',
    );
    const draft = await author().send<ProcedureVersion>(
      'POST',
      `/api/v1/procedures/${version.procedureId}/versions`,
      { basedOn: version.id, change: '加快' },
    );
    expect(draft.body).toMatchObject({
      number: 2,
      status: 'draft',
      content: version.content,
      change: '加快',
    });
    const second = await author().send<Problem>(
      'POST',
      `/api/v1/procedures/${version.procedureId}/versions`,
      {},
    );
    expect(second).toMatchObject({ status: 409, body: { code: 'procedure_draft_exists' } });
    const mine = `/api/v1/procedure-versions/${draft.body.id}`;
    expect((await author().send('DELETE', mine, undefined, ifMatch(draft.body))).status).toBe(200);
    expect((await author().send('GET', mine)).status).toBe(404);
    await expect(
      t.db.inOrg((tx) =>
        sql`update procedure_versions set content = '{}' where org_id = ${tx.orgId} and id = ${version.id}`.execute(
          tx.db,
        ),
      ),
    ).rejects.toThrow('published version');
  });

  test('one in review stays as it was submitted; a stale edit is refused', async () => {
    const draft = newest(await made());
    const submitted = (await act(author(), draft, 'submit')).body;
    const edit = (version: number) =>
      author().send<Problem>(
        'PUT',
        `/api/v1/procedure-versions/${draft.id}`,
        { content: callBack, change: '' },
        { 'if-match': `"${version}"` },
      );
    expect((await edit(submitted.version)).body.code).toBe('procedure_version_not_draft');
    expect((await act<Problem>(approver(), submitted, 'publish', { inForceFrom: today })).body.code).toBe(
      'procedure_wrong_status',
    );
    const back = (await act(author(), submitted, 'return', { reason: '自己撤回' })).body;
    expect((await edit(back.version - 1)).body.code).toBe('version_conflict');
    expect((await edit(back.version)).status).toBe(200);
  });

  test('is not put in force, or ended, in the past, nor for teams that are not there', async () => {
    const ready = await approved();
    const past = await act<Problem>(approver(), ready, 'publish', { inForceFrom: '2026-03-01' });
    expect(past).toMatchObject({ status: 422, body: { code: 'procedure_date_past' } });
    expect(past.body.detail).toContain(today);
    const nowhere = await act<Problem>(approver(), ready, 'publish', {
      inForceFrom: today,
      teamIds: [randomUUID()],
    });
    expect(nowhere.body.code).toBe('unknown_reference');
    const version = (await act(approver(), ready, 'publish', { inForceFrom: today })).body;
    expect((await act<Problem>(approver(), version, 'retire', { on: '2026-03-01' })).body.code).toBe(
      'procedure_date_past',
    );
  });

  test('a pilot team has the new version, the others the old one, until it is rolled out', async () => {
    const first = await published();
    const [pilot, other] = await t.db.inOrg(async (tx) => [await makeTeam(tx), await makeTeam(tx)]);
    const draft = (
      await author().send<ProcedureVersion>('POST', `/api/v1/procedures/${first.procedureId}/versions`, {})
    ).body;
    const submitted = (await act(author(), draft, 'submit')).body;
    const ready = (await act(approver(), submitted, 'approve')).body;
    const second = (await act(approver(), ready, 'publish', { inForceFrom: today, teamIds: [pilot] })).body;
    expect(second.inForceFor).toEqual([pilot]);
    const numberFor = async (teamId: string, on: string) =>
      (
        await author().send<{ data: { procedureId: string; number: number }[] }>(
          'GET',
          `/api/v1/procedures/in-force?teamId=${teamId}&on=${on}`,
        )
      ).body.data.find(({ procedureId }) => procedureId === first.procedureId)?.number;
    expect([await numberFor(pilot!, today), await numberFor(other!, today)]).toEqual([2, 1]);
    expect(await numberFor(other!, '2026-03-01')).toBeUndefined();
    const wide = (await act(approver(), second, 'publish', { inForceFrom: '2026-03-20' })).body;
    expect(wide.publications).toHaveLength(2);
    expect([await numberFor(other!, '2026-03-19'), await numberFor(other!, '2026-03-20')]).toEqual([1, 2]);
  });
});

describe('what is refused', () => {
  const create = (body: object, client = author()) =>
    client.send<Problem>('POST', '/api/v1/procedures', body);
  const step = (over: object) => ({ key: 'a', title: zh('甲'), ...over });
  const withSteps = (...steps: object[]) => ({
    ...procedureBody(),
    content: { locale: 'zh-CN', stages: [{ key: 'one', title: zh('一'), steps }] },
  });

  test('a round of steps, a step that waits for none, keys twice: by field, saying what to do', async () => {
    const round = await create(
      withSteps(
        step({ requires: ['c'] }),
        step({ key: 'b', requires: ['a'] }),
        step({ key: 'c', requires: ['b'] }),
      ),
      t.as('manager', { id: ann, locale: 'en' }),
    );
    expect(round).toMatchObject({ status: 422, body: { code: 'invalid_input' } });
    expect(round.body.fields).toMatchObject([{ code: 'procedure_cycle' }]);
    expect(round.body.fields?.[0]?.message).toContain('wait for each other');
    const codes = async (body: object) => (await create(body)).body.fields?.map(({ code }) => code);
    expect(await codes(withSteps(step({ requires: ['a'] })))).toEqual(['procedure_cycle']);
    expect(await codes(withSteps(step({ requires: ['nothing'] })))).toEqual(['procedure_requires_nothing']);
    expect(await codes(withSteps(step({}), step({})))).toEqual(['procedure_key_twice']);
    expect(await codes(withSteps(step({ title: {} })))).toEqual(['procedure_words_missing']);
    expect(await codes({ ...procedureBody(), code: '../x' })).toEqual(['procedure_code']);
  });

  test('a code twice, whatever its case; categories and owners that are not there', async () => {
    const { code } = await made({ code: 'SOP-Twice' });
    expect((await create(procedureBody({ code: code.toLowerCase() }))).body.code).toBe(
      'procedure_code_taken',
    );
    expect((await create(procedureBody({ ownerId: randomUUID() }))).body.code).toBe('unknown_reference');
    const matching = { start: 'ticket' as const, categoryIds: [randomUUID()] };
    expect((await create(procedureBody({ matching }))).body.code).toBe('unknown_reference');
    const from = { type: 'alert', id: randomUUID() };
    expect((await create(procedureBody({ from }))).body.code).toBe('unknown_reference');
  });

  test('hostile HTML: what remains is formatting, and pictures of this organisation alone', async () => {
    const picture = await t.db.inOrg(async (tx) => {
      const id = randomUUID();
      await sql`insert into files (org_id, id, name, media_type, bytes, sha256, purpose)
        values (${tx.orgId}, ${id}, 'a.png', 'image/png', 1, ${Buffer.alloc(32)}, 'attachment')`.execute(
        tx.db,
      );
      return id;
    });
    const body = zh(
      `<p onclick="x()">先<strong>道歉</strong></p><script>alert(1)</script><iframe src="https://evil.example"></iframe>` +
        `<a href="javascript:alert(1)">点</a><img src="https://evil.example/x.png"><img src="/api/v1/files/${randomUUID()}">` +
        `<img src="/api/v1/files/${picture}" onerror="x()" alt="图"><form action="/api/v1/procedures"><input></form><style>*{}</style>`,
    );
    const empty = zh('<script>alert(1)</script>');
    const procedure = await made({ content: contentOf({ key: 'a', body }, { key: 'b', body: empty }) });
    const { content } = await versionOf(newest(procedure).id);
    const [a, b] = content.stages[0]!.steps;
    expect(a?.body?.['zh-CN']).toBe(
      `<p>先<strong>道歉</strong></p><a rel="noopener noreferrer nofollow" target="_blank">点</a>` +
        `<img src="/api/v1/files/${picture}" alt="图" />`,
    );
    expect(b).not.toHaveProperty('body');
  });

  test('what a role may not do, and another organisation’s procedures', async () => {
    const version = await published();
    const agent = t.as('agent', { id: randomUUID() });
    expect((await agent.send('GET', `/api/v1/procedure-versions/${version.id}`)).status).toBe(200);
    expect((await create(procedureBody(), agent)).status).toBe(403);
    const lead = t.as('teamLead', { id: randomUUID() });
    expect((await act(lead, version, 'publish', { inForceFrom: today })).status).toBe(403);
    const stranger = t.as('owner', { orgId: t.db.otherOrgId });
    for (const path of [
      `/api/v1/procedures/${version.procedureId}`,
      `/api/v1/procedures/${version.procedureId}/results`,
      `/api/v1/procedure-versions/${version.id}`,
      `/api/v1/procedure-versions/${version.id}/export`,
    ])
      expect((await stranger.send('GET', path)).status, path).toBe(404);
    expect((await act(stranger, version, 'retire', {})).status).toBe(404);
  });
});

describe('reading', () => {
  test('those whom a version concerns are asked to read it, and it is seen who has not', async () => {
    const { team, reader, other } = await t.db.inOrg(async (tx) => {
      await insertBuiltInRoles(tx);
      const team = await makeTeam(tx);
      const person = (name: string, teams: { teamId: string; lead: boolean }[]) =>
        addUser(tx, t.db.call(), {
          name,
          email: `${randomUUID()}@example.com`,
          role: 'agent',
          locale: 'zh-CN',
          teams,
        });
      return {
        team,
        reader: await person('李娜', [{ teamId: team, lead: false }]),
        other: await person('王芳', []),
      };
    });
    const version = await published({}, { teamIds: [team], roles: ['agent'] });
    const client = t.as('agent', { id: reader });
    const readers = async () =>
      (
        await author().send<ProcedureReaders>(
          'GET',
          `/api/v1/procedure-versions/${version.id}/acknowledgements`,
        )
      ).body;
    expect(await versionOf(version.id, client)).toMatchObject({ toRead: true, readAt: null });
    expect((await versionOf(version.id, t.as('agent', { id: other }))).toRead).toBe(false);
    expect((await readers()).missing.map(({ id }) => id)).toEqual([reader]);
    const toRead = async () =>
      (await client.send<{ data: ProcedureSummary[] }>('GET', '/api/v1/procedures?state=toRead')).body.data;
    expect((await toRead()).map(({ id }) => id)).toContain(version.procedureId);
    for (let n = 0; n < 2; n++)
      expect((await client.send('POST', `/api/v1/procedure-versions/${version.id}/acknowledge`)).status).toBe(
        200,
      );
    expect((await toRead()).map(({ id }) => id)).not.toContain(version.procedureId);
    expect(await readers()).toMatchObject({ acknowledged: [{ id: reader, name: '李娜' }], missing: [] });
    expect(await eventsOf('procedure.acknowledged', version.id)).toHaveLength(1);
  });

  test('two versions side by side; only of one procedure', async () => {
    const first = await published();
    const draft = (
      await author().send<ProcedureVersion>('POST', `/api/v1/procedures/${first.procedureId}/versions`, {
        content: contentOf({ key: 'listen', mandatory: true }, { key: 'new' }),
      })
    ).body;
    const diff = await author().send<ProcedureDiff>(
      'GET',
      `/api/v1/procedures/${first.procedureId}/diff?from=${first.id}&to=${draft.id}`,
    );
    expect(diff.body).toMatchObject({ from: { number: 1 }, to: { number: 2 } });
    expect(diff.body.stages[0]?.steps.map(({ key, state }) => `${key} ${state}`)).toEqual([
      'listen changed',
      'answer removed',
      'learn removed',
      'new added',
    ]);
    const other = await made();
    const url = `/api/v1/procedures/${first.procedureId}/diff?from=${first.id}&to=${newest(other).id}`;
    expect((await author().send('GET', url)).status).toBe(404);
  });

  test('goes to another organisation as a file, comes back as a draft, and never without four eyes', async () => {
    const version = await published({ code: 'SOP-FILE', fourEyes: false });
    const file = (
      await author().send<ProcedureFile>('GET', `/api/v1/procedure-versions/${version.id}/export`)
    ).body;
    expect(file).toMatchObject({ format: 'jingyun.procedure', code: 'SOP-FILE', content: version.content });
    const away = t.as('owner', { orgId: t.db.otherOrgId, id: randomUUID() });
    const matching = { ...file.matching, categoryCodes: ['not-there'] };
    const taken = await away.send<{ procedureId: string }>('POST', '/api/v1/procedures/import', {
      ...file,
      matching,
    });
    expect(taken).toMatchObject({
      status: 201,
      body: { created: true, number: 1, unknownCategories: ['not-there'], picturesLeftOut: 0 },
    });
    const there = await away.send<Procedure>('GET', `/api/v1/procedures/${taken.body.procedureId}`);
    expect(there.body).toMatchObject({ fourEyes: true, matching: { start: 'manual' } });
    const back = await author().send('POST', '/api/v1/procedures/import', file);
    expect(back.body).toMatchObject({ created: false, number: 2, procedureId: version.procedureId });
    expect((await author().send<Problem>('POST', '/api/v1/procedures/import', file)).body.code).toBe(
      'procedure_draft_exists',
    );
  });

  test('finds by words, kind and state', async () => {
    const { id } = await made({ name: zh('蓝鲸回访'), kind: 'standard' });
    const found = async (query: string) =>
      (await author().send<{ data: ProcedureSummary[] }>('GET', `/api/v1/procedures?${query}`)).body.data.map(
        (one) => one.id,
      );
    expect(await found(`search=${encodeURIComponent('藍鯨')}`)).toEqual([id]);
    expect(await found(`search=${encodeURIComponent('蓝鲸')}&kind=sop`)).toEqual([]);
    expect(await found('state=open&kind=standard')).toContain(id);
    expect(await found('state=inForce')).not.toContain(id);
  });
});

test('a new organisation starts with drafts in three languages, which hold no ticket', async () => {
  await t.db.inOrg(
    (tx) => t.services.setUpModules(tx, t.db.call(undefined, t.db.otherOrgId)),
    t.db.otherOrgId,
  );
  const { data } = (
    await t
      .as('owner', { orgId: t.db.otherOrgId })
      .send<{ data: ProcedureSummary[] }>('GET', '/api/v1/procedures?state=open')
  ).body;
  const starters = data.filter(({ code }) => /^(?:SOP|STD)-[A-Z]+$/.test(code) && code !== 'SOP-FILE');
  expect(starters.map(({ code }) => code)).toEqual([
    'SOP-COACHING',
    'SOP-COMPLAINT',
    'SOP-CRISIS',
    'SOP-ONSITE',
    'STD-SERVICE',
  ]);
  for (const { name, inForce } of starters) {
    expect(Object.keys(name).sort()).toEqual(['en', 'zh-CN', 'zh-TW']);
    expect(inForce).toEqual([]);
  }
});
