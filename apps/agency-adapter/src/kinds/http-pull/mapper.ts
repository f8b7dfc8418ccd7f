import type { Handover } from '#contracts';

/** What the agency fetches: the handover itself, under a name of its form's version. */
export const toDocument = (handover: Handover): Record<string, unknown> => ({
  form: 'qifu-handover/1',
  ...handover,
});
