import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { sniff } from './read-rows.ts';
import { rowsOf, sourceOf } from './tabular.testing.ts';

const simplified = [
  '工单编号,标题,客户姓名,状态',
  '1,空调不制冷,王小明,已解决',
  '2,发货太慢要求退款,李华,处理中',
  '3,安装师傅没有按时上门,陈静,新建',
].join('\n');
const traditional = [
  '工單編號,標題,客戶姓名,狀態',
  '1,冷氣不冷,王小明,已解決',
  '2,出貨太慢要求退款,李華,處理中',
  '3,安裝師傅沒有準時到府,陳靜,新建',
].join('\n');

describe('encodings', () => {
  test.each([
    ['utf-8', simplified, Buffer.from(simplified)],
    ['utf-8', simplified, Buffer.from(`\uFEFF${simplified}`)],
    ['utf-16le', simplified, iconv.encode(simplified, 'utf-16le', { addBOM: true })],
    ['utf-16be', simplified, iconv.encode(simplified, 'utf-16be', { addBOM: true })],
    ['utf-16le', 'id,name\n1,abc\n', iconv.encode('id,name\n1,abc\n', 'utf-16le')],
    ['gb18030', simplified, iconv.encode(simplified, 'gb18030')],
    ['big5', traditional, iconv.encode(traditional, 'big5')],
    ['gb18030', traditional, iconv.encode(traditional, 'gb18030')],
    [
      'windows-1252',
      'Ort,Name\nZürich,Müller\nKöln,Größe\n',
      iconv.encode('Ort,Name\nZürich,Müller\nKöln,Größe\n', 'win1252'),
    ],
  ])('%s is found and read (%#)', async (encoding, text, bytes) => {
    const sniffed = await sniff(sourceOf(bytes));
    expect(sniffed.encoding).toBe(encoding);
    const [header, ...lines] = text
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    expect(sniffed.headers).toEqual(header);
    expect(sniffed.rows.map((row) => Object.values(row.values))).toEqual(lines);
    expect(sniffed.rows.every((row) => row.problem === undefined)).toBe(true);
  });

  test.each(['退货', '已解决', '张伟', '投诉,服务态度', '快递没有收到'])(
    'one short Chinese cell is enough to tell GB18030: %s',
    async (cell) => {
      const sniffed = await sniff(sourceOf(iconv.encode(`id,名称,内容\n1,x,"${cell}"\n`, 'gb18030')));
      expect(sniffed.encoding).toBe('gb18030');
      expect(sniffed.rows[0]?.values.内容).toBe(cell);
    },
  );

  test.each(['退貨', '已解決', '客訴:服務態度', '包裹沒有收到'])(
    'one short Chinese cell is enough to tell Big5: %s',
    async (cell) => {
      const sniffed = await sniff(sourceOf(iconv.encode(`id,名稱,內容\n1,x,"${cell}"\n`, 'big5')));
      expect(sniffed.encoding).toBe('big5');
      expect(sniffed.rows[0]?.values.內容).toBe(cell);
    },
  );

  test('Chinese that first comes after megabytes of ASCII is found', async () => {
    const content = Buffer.concat([
      Buffer.from(`id,name\n${'1,plain\n'.repeat(100_000)}`),
      iconv.encode('2,王小明的订单\n', 'gb18030'),
    ]);
    const rows = await rowsOf(content);
    expect(rows.at(-1)?.values).toEqual({ id: '2', name: '王小明的订单' });
  });

  test('a row of other bytes in a UTF-8 file is reported with its number, the others are read', async () => {
    const line = (text: string) => Buffer.from(`${text}\n`);
    const content = Buffer.concat([
      line('编号,标题'),
      ...Array.from({ length: 20 }, (_, index) => line(`${index},空调不制冷`)),
      iconv.encode('20,发货太慢\n', 'gb18030'),
      line('21,没有收到'),
    ]);
    const rows = await rowsOf(content);
    expect(rows.filter((row) => row.problem)).toMatchObject([
      { rowNumber: 22, problem: { code: 'import_row_invalid_bytes', params: { encoding: 'UTF-8' } } },
    ]);
    expect(rows.at(-1)?.values.标题).toBe('没有收到');
  });

  test('a row of UTF-8 in a GB18030 file is reported with its number', async () => {
    const content = Buffer.concat([
      iconv.encode(`${simplified}\n`, 'gb18030'),
      Buffer.from('4,冰箱有异响,赵敏,新建\n'),
      iconv.encode('5,洗衣机漏水,孙丽,新建\n', 'gb18030'),
    ]);
    const rows = await rowsOf(content);
    expect(rows.filter((row) => row.problem)).toMatchObject([
      { rowNumber: 5, problem: { code: 'import_row_mixed_encoding' } },
    ]);
    expect(rows.at(-1)?.values.标题).toBe('洗衣机漏水');
  });

  test('a damaged line within a quoted cell spoils that row only', async () => {
    const content = Buffer.concat([
      Buffer.from('id,text\n1,"一行\n'),
      Buffer.from([0xff, 0xfe, 0x41]),
      Buffer.from('\n三行"\n2,好\n'.repeat(1)),
    ]);
    const rows = await rowsOf(content, { encoding: 'utf-8' });
    expect(rows.map((row) => row.problem?.code)).toEqual(['import_row_invalid_bytes', undefined]);
    expect(rows[1]?.values).toEqual({ id: '2', text: '好' });
  });

  test('a NUL refuses its row', async () => {
    const rows = await rowsOf('id,text\n1,a\0b\n2,c\n');
    expect(rows.map((row) => row.problem?.code)).toEqual(['import_row_nul', undefined]);
  });

  test('a header that cannot be read refuses the file', async () => {
    await expect(rowsOf('a,"b\n1,2\n')).rejects.toMatchObject({ code: 'import_row_broken_quotes' });
  });
});
