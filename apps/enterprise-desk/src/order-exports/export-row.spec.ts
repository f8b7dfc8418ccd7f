import { ORDER_EXPORT_COLUMNS } from '#contracts';
import { exportRow, maskText, neutral, type ExportedOrder } from './export-row';

const order: ExportedOrder = {
  id: '00000000-0000-7000-8000-000000000000',
  number: 'QF20261124-000042',
  status: 'in-progress',
  kind: 'complaint',
  urgency: 'elevated',
  channel: 'off-hours',
  matterCode: 'SCJG-01',
  district: 'city',
  classification: null,
  title: '=HYPERLINK("http://evil")',
  description: '请联系 13800138000',
  enterpriseName: '测试企业',
  phone: '138****8000',
  agencyCode: 'SCJG',
  repeats: 2,
  returns: 1,
  redos: 0,
  supervision: 'red',
  declinedAs: null,
  declinedText: null,
  createdAt: new Date('2026-11-24T15:59:59Z'),
  updatedAt: new Date('2026-11-24T16:00:00Z'),
};

test('a row has a cell for every column, in Chinese', () => {
  const row = exportRow(order);
  expect(Object.fromEntries(ORDER_EXPORT_COLUMNS.map((column, i) => [column, row[i]]))).toMatchObject({
    工单编号: 'QF20261124-000042',
    状态: '办理中',
    类型: '投诉',
    紧急程度: '次紧急',
    渠道: '非服务时间',
    分类: '',
    标题: `'=HYPERLINK("http://evil")`,
    内容: '请联系 138****8000',
    联系电话: '138****8000',
    诉求次数: '2',
    督办: '红灯',
    创建时间: '2026-11-24 23:59:59',
    更新时间: '2026-11-25 00:00:00',
  });
  expect(row).toHaveLength(ORDER_EXPORT_COLUMNS.length);
});

test.each([
  ['other', '请向市律师协会反映，电话 13800138000', '请向市律师协会反映，电话 138****8000'],
  ['legal-procedure', null, '请通过法定程序处理；法律咨询可拨打 12348'],
  ['legal-procedure', '案号已告知', '请通过法定程序处理；法律咨询可拨打 12348；案号已告知'],
])('a declined order names why and where to turn: %s, %j', (declinedAs, declinedText, channel) => {
  const row = exportRow({ ...order, status: 'declined', declinedAs, declinedText });
  const cells = Object.fromEntries(ORDER_EXPORT_COLUMNS.map((column, i) => [column, row[i]]));
  expect(cells['不予受理情形']).not.toBe('');
  expect(cells['转办渠道']).toBe(channel);
});

test.each([
  ['=1+1', "'=1+1"],
  ['+8613800138000', "'+8613800138000"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['＝1+1', "'＝1+1"],
  ['\t=1', "'\t=1"],
  ['1=1', '1=1'],
  ['', ''],
])('%j becomes %j', (cell, expected) => {
  expect(neutral(cell)).toBe(expected);
});

test.each([
  ['电话13800138000。', '电话138****8000。'],
  ['138 0013 8000', '138****8000'],
  ['+8613800138000、8613800138000、0086 138-0013-8000', '+86138****8000、86138****8000、0086 138****8000'],
  ['身份证 11010519491231002X', '身份证 110105********002X'],
  ['座机 021-12345678', '座机 021-****78'],
  ['统一社会信用代码 91310000MA1FL5Y123', '统一社会信用代码 91310000MA1FL5Y123'],
  ['编号 QF20261124-000042', '编号 QF20261124-000042'],
  ['2026-11-24', '2026-11-24'],
])('%j is shown as %j', (text, masked) => {
  expect(maskText(text)).toBe(masked);
});
