import { expect, test } from 'vitest';
import { useProduct } from '../../testing/use-product.ts';
import { draftVersion } from './draft-version.ts';
import { inForceVersion, procedureBody, zh } from './procedure.factory.ts';
import { createProcedure } from './save-procedure.ts';

const t = useProduct();

test('procedures can be had as a file: one row for what is in force, comes, or is being written', async () => {
  await t.db.inOrg(async (tx) => {
    const call = t.db.call();
    const running = await inForceVersion(tx, call, { code: 'OUT-1', name: zh('上门异常') });
    await draftVersion(tx, call, running.procedureId, { change: '' });
    await createProcedure(tx, call, procedureBody({ code: 'OUT-2', name: zh('=cmd()'), kind: 'standard' }));
  });
  const lines = async (query: string, client = t.as('agent')) =>
    (await client.send<string>('GET', `/api/v1/procedures/export?search=OUT-${query}`)).body
      .replace(/^\uFEFF/, '')
      .trim()
      .split(/\r?\n/);
  const chinese = t.as('agent', { locale: 'zh-CN' });
  expect(await lines('1', chinese)).toEqual([
    '编号,名称,类型,负责人,版本,状态,生效日期,团队',
    'OUT-1,上门异常,操作流程,,1,生效中,2026-01-01,全部团队',
    'OUT-1,上门异常,操作流程,,2,草稿,,',
  ]);
  // What somebody wrote never becomes a formula of whoever opens the file.
  expect((await lines('2', chinese))[1]).toBe("OUT-2,'=cmd(),服务标准,,1,草稿,,");
  const sheet = await chinese.send('GET', '/api/v1/procedures/export?format=xlsx');
  expect(sheet.headers['content-type']).toContain('spreadsheetml');
  const others = t.as('owner', { orgId: t.db.otherOrgId });
  expect(await lines('', others)).toHaveLength(1);
  expect((await chinese.send('GET', '/api/v1/procedures/export?state=no')).status).toBe(422);
});
