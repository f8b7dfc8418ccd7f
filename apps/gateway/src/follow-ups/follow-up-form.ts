import type { AnswerFollowUpByLink, AppError } from '#contracts';

export const FORM_FIELDS = ['solved', 'satisfied', 'reason'] as const;
export type FormField = (typeof FORM_FIELDS)[number];
export type FormProblem = FormField | 'reasonLength';

/** What stands in the form: as it was sent, whether it can be taken or not. */
export interface FollowUpForm {
  solved: 'yes' | 'no' | null;
  satisfied: 'yes' | 'no' | null;
  reason: string;
  /** Made when the page was shown, so that a form sent twice counts once. */
  key: string;
}

const MAX_REASON = 1000;
const KEY = /^[\w-]{8,64}$/;

/** A form as a browser sends it; whatever is not one of ours is as if it were not there. */
export function readForm(body: unknown, newKey: () => string): FollowUpForm {
  const sent = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const { solved, satisfied, reason, key } = sent;
  return {
    solved: yesOrNo(solved),
    satisfied: yesOrNo(satisfied),
    reason: typeof reason === 'string' ? reason.replaceAll('\r\n', '\n').replaceAll('\0', '').trim() : '',
    key: typeof key === 'string' && KEY.test(key) ? key : newKey(),
  };
}

/** What the business has to put right, in the order of the form. */
export function problemsOf({ solved, satisfied, reason }: FollowUpForm): FormProblem[] {
  const isNo = solved === 'no' || satisfied === 'no';
  return [
    ...(solved === null ? (['solved'] as const) : []),
    ...(satisfied === null ? (['satisfied'] as const) : []),
    ...(isNo && reason === '' ? (['reason'] as const) : []),
    ...(reason.length > MAX_REASON ? (['reasonLength'] as const) : []),
  ];
}

/** The request that a form without problems is. */
export const answerOf = (token: string, form: FollowUpForm): AnswerFollowUpByLink => ({
  token,
  solved: form.solved === 'yes',
  satisfied: form.satisfied === 'yes',
  idempotencyKey: form.key,
  ...(form.reason === '' ? {} : { reason: form.reason }),
});

/** Why there is nothing to fill in. */
export type Closed = 'answered' | 'expired' | 'unknown' | 'trouble';

export function closedBy({ code, details }: Pick<AppError, 'code' | 'details'>): Closed {
  if (code === 'INVALID_STATE') return 'answered';
  if (code === 'NOT_FOUND') return details?.['expired'] === true ? 'expired' : 'unknown';
  return code === 'INVALID_ARGUMENT' ? 'unknown' : 'trouble';
}

const yesOrNo = (value: unknown): 'yes' | 'no' | null => (value === 'yes' || value === 'no' ? value : null);
