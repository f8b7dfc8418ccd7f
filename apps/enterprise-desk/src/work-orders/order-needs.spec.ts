import type { ActOnOrder, OrderAction } from '#contracts';
import { newOrder } from './new-order';
import { problemsOf } from './order-needs';

const order = newOrder({
  ...{ number: 'QF20261124-000001', kind: 'help', urgency: 'normal', channel: 'phone', confidential: false },
  ...{ matterCode: 'SCJG-01', district: 'city', classification: null, title: '', description: '' },
  ...{ enterpriseName: '', enterpriseId: null, phoneEncrypted: null, conversationId: null },
  ...{ handlerId: null, parentId: null, now: new Date(0) },
});
const fieldsOf = (action: OrderAction, given: Partial<ActOnOrder>): string[] =>
  problemsOf(
    { orderId: order.id, version: 1, idempotencyKey: 'k', action, ...given },
    { order, agencies: [] },
    true,
  ).map(({ field }) => field);

test.each<[OrderAction, Partial<ActOnOrder>, string[]]>([
  ['urge', {}, []],
  ['urge', { text: '请尽快', reason: 'late' }, []],
  ['urge', { agencyCode: 'GJJ' }, ['agencyCode']],
  ['redo', { text: '未解决', agencyCode: 'GJJ' }, ['agencyCode']],
  ['release', { light: 'red', staffIds: ['x'] }, ['light', 'staffIds']],
  ['remark', { text: 'x', workdays: 3, parts: [], otherOrderId: 'x' }, ['otherOrderId', 'parts', 'workdays']],
  ['grant-extension', { workdays: 3 }, []],
  ['dispatch', { agencyCode: 'GJJ' }, []],
  ['dispatch', { classification: 'T1' }, ['classification']],
  ['relieve-co-handler', {}, ['agencyCode', 'text']],
  ['decline', { reason: 'other' }, ['text']],
])('what is wrong with %s of %j', (action, given, expected) => {
  expect(fieldsOf(action, given)).toEqual(expected);
});
