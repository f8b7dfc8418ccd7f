import type { ActOnOrder, FieldProblem, OrderAction } from '#contracts';
import { declinedClass, OTHER_CLASS, RETURN_REASONS } from './order-reasons';
import type { OrderState } from './order-rights';

type Needed =
  'text' | 'reason' | 'grounds' | 'agencyCode' | 'otherOrderId' | 'workdays' | 'staffIds' | 'classification';

const NEEDS: Partial<Record<OrderAction, readonly Needed[]>> = {
  decline: ['reason'],
  withdraw: ['text'],
  merge: ['otherOrderId'],
  'add-co-handler': ['agencyCode'],
  'relieve-co-handler': ['agencyCode', 'text'],
  suspend: ['text'],
  'accept-return': ['agencyCode'],
  'refuse-return': ['text'],
  reassign: ['agencyCode', 'text'],
  rule: ['agencyCode', 'text', 'grounds'],
  'refuse-extension': ['text'],
  'refuse-reply': ['text'],
  redo: ['text'],
  remark: ['text'],
  disclose: ['staffIds'],
  withhold: ['staffIds', 'text'],
  conceal: ['text'],
  reveal: ['text'],
  classify: ['classification', 'text'],
  return: ['reason'],
  object: ['text'],
  'state-position': ['text'],
  'first-contact': ['text'],
  'request-extension': ['workdays', 'text'],
  note: ['text'],
};

/** What only some actions go by; any other refuses it, so that nobody takes it for heard. */
const TAKEN_BY: readonly (readonly [keyof ActOnOrder, readonly OrderAction[]])[] = [
  ['agencyCode', ['dispatch', 'accept-return', 'reassign', 'rule', 'add-co-handler', 'relieve-co-handler']],
  ['otherOrderId', ['merge']],
  ['parts', ['split']],
  ['light', ['supervise']],
  ['staffIds', ['disclose', 'withhold', 'conceal']],
  ['classification', ['classify']],
  ['workdays', ['request-extension', 'grant-extension']],
];

/** What is missing from the request of an action, or wrong with it, field by field. */
export function problemsOf(request: ActOnOrder, { order }: OrderState, isLead: boolean): FieldProblem[] {
  const { action } = request;
  const needed = action === 'reply' ? needsOfReply(isLead) : (NEEDS[action] ?? []);
  const problems = needed
    .filter((field) => isMissing(request[field]))
    .map((field): FieldProblem => ({ field, problem: `"${action}" needs it` }));
  const add = (field: string, problem: string): void => void problems.push({ field, problem });

  for (const [field, actions] of TAKEN_BY)
    if (request[field] !== undefined && !actions.includes(action)) add(field, `"${action}" does not take it`);
  if (action === 'return' && request.reason && !RETURN_REASONS.some(({ code }) => code === request.reason))
    add('reason', `is not one of ${RETURN_REASONS.map(({ code }) => code).join(', ')}`);
  if (action === 'decline' && request.reason && !declinedClass(request.reason))
    add('reason', 'is not one of the classes that are declined');
  if (action === 'decline' && request.reason === OTHER_CLASS && isMissing(request.text))
    add('text', 'say where the enterprise is to turn instead');
  if (action === 'reply' && isLead && order.redos > 0 && !request.head)
    add('head', 'after a redo a head of the agency takes part: say who');
  if (action === 'split' && (request.parts?.length ?? 0) < 2)
    add('parts', 'an order is split into two or more');
  if (action === 'classify' && request.classification === order.classification)
    add('classification', 'is what the order has already');
  if (action === 'merge' && request.otherOrderId === order.id) add('otherOrderId', 'is this very order');
  if (leadsElsewhere(action) && request.agencyCode === order.agencyCode)
    add('agencyCode', 'is the agency that has it already');
  return problems;
}

const isMissing = (value: string | number | readonly unknown[] | undefined): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

const needsOfReply = (isLead: boolean): readonly Needed[] => (isLead ? ['text', 'grounds'] : ['text']);

const leadsElsewhere = (action: OrderAction): boolean =>
  ['accept-return', 'reassign', 'add-co-handler'].includes(action);
