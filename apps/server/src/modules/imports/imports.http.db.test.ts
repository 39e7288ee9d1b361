import type { ImportJob, ImportTemplate } from '@jingyun/contracts';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { zipOf } from '../../platform/tabular/tabular.testing.ts';
import { useProduct } from '../../testing/use-product.ts';

const t = useProduct();

const log = [
  'number,state,opened_at,sys_updated_at,closed_at,assignment_group,assigned_to,caller_id,made_sla,category,category',
  '1,New,13/2/2024 08:00,13/2/2024 08:05,14/2/2024 09:00,?,?,王小明,true,硬件,x',
  '1,Active,13/2/2024 08:00,13/2/2024 08:35,14/2/2024 09:00,一线,李雷,王小明,true,硬件,x',
  '1,Closed,13/2/2024 08:00,14/2/2024 09:00,14/2/2024 09:00,一线,李雷,王小明,true,硬件,x',
  '2,New,13/2/2024 09:00,31/2/2024 09:00,,,,,true,软件,x',
  '2,New,13/2/2024 09:00,13/2/2024 09:00,,,,,true,软件,x',
].join('\n');

function upload(content: string | Buffer, name = 'log.csv', client = t.as('owner')) {
  const form = Buffer.concat([
    Buffer.from(
      `--x\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`,
    ),
    Buffer.from(content),
    Buffer.from('\r\n--x--\r\n'),
  ]);
  return client.send<ImportJob & { code?: string }>('POST', '/api/v1/imports', form, {
    'content-type': 'multipart/form-data; boundary=x',
  });
}
const owner = () => t.as('owner');
const show = async (id: string) => (await owner().send<ImportJob>('GET', `/api/v1/imports/${id}`)).body;
const act = (id: string, what: 'dry-run' | 'start' | 'cancel') =>
  owner().send<ImportJob & { code?: string }>('POST', `/api/v1/imports/${id}/${what}`);
const runJob = (job: ImportJob) => t.services.jobs.runNow(t.db.orgId, job.jobId ?? '');

describe('uploading', () => {
  test('a file is looked at and a mapping is proposed, whatever its encoding', async () => {
    const answer = await upload(iconv.encode(log, 'gb18030'));
    expect(answer).toMatchObject({
      status: 201,
      body: {
        state: 'uploaded',
        fileName: 'log.csv',
        sniff: { format: 'csv', encoding: 'gb18030', delimiter: ',' },
        mapping: {
          shape: 'history',
          source: 'servicenow',
          columns: { at: { column: 'sys_updated_at', dateFormat: 'dayFirst' } },
        },
      },
    });
    expect(answer.body.sniff.headers).toContain('category (2)');
    expect(answer.headers.etag).toBe('"1"');
  });

  test.each([
    ['nothing', '', 'import_no_header'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), 'import_format_unknown'],
    [
      'an external entity',
      '<!DOCTYPE log [<!ENTITY x SYSTEM "file:///etc/passwd">]><log/>',
      'import_xml_forbidden',
    ],
    [
      'two files in one archive',
      zipOf([
        { name: 'a.csv', content: log },
        { name: 'b.csv', content: log },
      ]),
      'import_archive_entries',
    ],
    ['a bomb', zipOf([{ name: 'a.csv', content: `a\n${'0'.repeat(40_000_000)}` }]), 'import_archive_bomb'],
  ])('%s is refused with its error', async (_, content, code) => {
    const before = (await owner().send<{ data: unknown[] }>('GET', '/api/v1/imports?limit=200')).body.data
      .length;
    expect((await upload(content)).body.code).toBe(code);
    const after = (await owner().send<{ data: unknown[] }>('GET', '/api/v1/imports?limit=200')).body.data
      .length;
    expect(after).toBe(before);
  });

  test('what is no upload at all is told how to be one', async () => {
    const answer = await owner().send('POST', '/api/v1/imports', { file: 'x' });
    expect(answer.body['code']).toBe('import_needs_file');
  });

  test('takes the permission', async () => {
    expect((await upload(log, 'log.csv', t.as('agent'))).body.code).toBe('forbidden');
  });
});

describe('a dry run', () => {
  test('says what would come and what would be rejected, in the language of the reader, and writes nothing', async () => {
    const { body } = await upload(log);
    const queued = await act(body.id, 'dry-run');
    expect(queued).toMatchObject({ status: 202, body: { state: 'checking' } });
    expect((await act(body.id, 'dry-run')).body.code).toBe('import_already_running');
    await runJob(queued.body);
    const done = await show(body.id);
    expect(done).toMatchObject({
      state: 'uploaded',
      totalRows: 5,
      dryRun: {
        counts: { rows: 5, rejected: 1, tickets: 2 },
        problems: [{ rowNumber: 5, externalId: '2', code: 'import_row_bad_date' }],
      },
    });
    expect(done.dryRun?.problems[0]?.message).toContain('31/2/2024');
    const english = await t
      .as('owner', { locale: 'en' })
      .send<ImportJob>('GET', `/api/v1/imports/${body.id}`);
    expect(english.body.dryRun?.problems[0]?.message).toContain('no valid date');
  });

  test('its rejected rows can be downloaded with the reason, safe to open', async () => {
    const { body } = await upload(log.replace('软件,x\n', '=HYPERLINK("x"),x\n'));
    await runJob((await act(body.id, 'dry-run')).body);
    const csv = await owner().send<string>('GET', `/api/v1/imports/${body.id}/rejected-rows`);
    expect(csv.headers['content-type']).toContain('text/csv');
    const lines = csv.body.split('\r\n');
    expect(lines[0]).toMatch(/^\uFEFF行号,未导入的原因,number,/);
    expect(lines[1]).toMatch(/^5,.*31\/2\/2024.*"'=HYPERLINK\(""x""\)"/);
    expect(lines).toHaveLength(3);
    const xlsx = await owner().send('GET', `/api/v1/imports/${body.id}/rejected-rows?format=xlsx`);
    expect(xlsx.headers['content-type']).toContain('spreadsheetml');
  });
});

describe('the mapping', () => {
  test('is changed from the version that was read, and a dry run of the old one is forgotten', async () => {
    const { body } = await upload(log);
    await runJob((await act(body.id, 'dry-run')).body);
    const { version } = await show(body.id);
    const put = (mapping: unknown, etag: number) =>
      owner().send<ImportJob & { code?: string }>('PUT', `/api/v1/imports/${body.id}/mapping`, mapping, {
        'if-match': `"${etag}"`,
      });
    expect((await put(body.mapping, version - 1)).body.code).toBe('version_conflict');
    const changed = await put({ ...body.mapping, timeZone: 'Europe/Berlin' }, version);
    expect(changed.body).toMatchObject({ mapping: { timeZone: 'Europe/Berlin' }, dryRun: null });
  });

  test('that cannot work is refused with what is wrong', async () => {
    const { body } = await upload(log);
    const put = (mapping: object) =>
      owner().send(
        'PUT',
        `/api/v1/imports/${body.id}/mapping`,
        { ...body.mapping, ...mapping },
        { 'if-match': '"1"' },
      );
    expect((await put({ columns: {} })).body['code']).toBe('import_mapping_incomplete');
    expect(
      (await put({ columns: { ...body.mapping.columns, subject: { column: 'gone' } } })).body['code'],
    ).toBe('import_mapping_unknown_column');
    expect((await put({ colour: 'red' })).body['code']).toBe('invalid_input');
    expect((await put({ source: 'No Such' })).body['code']).toBe('invalid_input');
  });
});

describe('templates', () => {
  test('a saved mapping is offered for the next file with its columns', async () => {
    const { body } = await upload(log);
    const mapping = { ...body.mapping, source: 'desk-a', timeZone: 'Europe/Berlin' };
    const saved = await owner().send<ImportTemplate>('POST', '/api/v1/import-templates', {
      name: '每月工单',
      mapping,
    });
    expect(saved).toMatchObject({ status: 201, body: { name: '每月工单', version: 1 } });
    expect((await upload(log)).body.mapping).toMatchObject({ source: 'desk-a', timeZone: 'Europe/Berlin' });
    expect((await upload('id,title\n1,x\n')).body.mapping.source).toBe('log');
    const again = await owner().send('POST', '/api/v1/import-templates', { name: '每月工单', mapping });
    expect(again.body['code']).toBe('already_exists');
    const path = `/api/v1/import-templates/${saved.body.id}`;
    const replaced = await owner().send<ImportTemplate>(
      'PUT',
      path,
      { name: '每周工单', mapping },
      { 'if-match': '"1"' },
    );
    expect(replaced.body).toMatchObject({ name: '每周工单', version: 2 });
    expect((await owner().send('DELETE', path, undefined, { 'if-match': '"1"' })).body['code']).toBe(
      'version_conflict',
    );
    expect((await owner().send('DELETE', path, undefined, { 'if-match': '"2"' })).status).toBe(200);
    expect((await owner().send('GET', path)).body['code']).toBe('not_found');
  });

  test('of another organisation are not seen, nor are its imports', async () => {
    const { body } = await upload(log);
    const stranger = t.as('owner', { orgId: t.db.otherOrgId, id: '00000000-0000-4000-8000-00000000000f' });
    for (const path of ['', '/problems', '/rejected-rows']) {
      expect((await stranger.send('GET', `/api/v1/imports/${body.id}${path}`)).body['code']).toBe(
        'not_found',
      );
    }
    expect((await stranger.send('POST', `/api/v1/imports/${body.id}/start`)).body['code']).toBe('not_found');
    expect((await stranger.send<{ data: unknown[] }>('GET', '/api/v1/imports')).body.data).toEqual([]);
  });
});
