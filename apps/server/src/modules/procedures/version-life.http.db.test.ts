import { randomUUID } from 'node:crypto';
import type { ProcedureSummary, ProcedureVersion } from '@jingyun/contracts';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { useProduct } from '../../testing/use-product.ts';
import { makeTeam } from '../tickets/ticket.factory.ts';
import { callBack, contentOf, procedureBody, zh } from './procedure.factory.ts';
import { ifMatch, newest, type Problem, procedureDesk, today } from './procedure.testing.ts';

const t = useProduct();
const { bob, author, approver, made, act, versionOf, approved, published, eventsOf } = procedureDesk(t);

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
