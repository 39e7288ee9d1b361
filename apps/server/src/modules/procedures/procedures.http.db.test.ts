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
import { useProduct } from '../../testing/use-product.ts';
import { addUser } from '../people/index.ts';
import { insertBuiltInRoles } from '../people/role.repo.ts';
import { makeTeam } from '../tickets/ticket.factory.ts';
import { contentOf, procedureBody, zh } from './procedure.factory.ts';
import { newest, type Problem, procedureDesk, today } from './procedure.testing.ts';

const t = useProduct();
const { ann, author, made, act, versionOf, published, eventsOf } = procedureDesk(t);

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
