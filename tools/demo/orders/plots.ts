import type { FollowUpChannel, OrderKind } from '#contracts';
import type { Plan } from '../../agency/manners';
import type { AgencyCode } from '../../launcher/agencies';

/** What is meant to become of an order, beside the usual. */
export interface Plot {
  name: string;
  kind: OrderKind;
  /** What the agency of the matter makes of it. */
  plan: Plan;
  /** Who is given it after the first return, and what that agency makes of it. */
  second?: { agencyCode: AgencyCode; plan: Plan };
  /** Who has to do it after the second return. */
  ruledTo?: AgencyCode;
  /** The agency's system is down when it comes. */
  outage?: boolean;
  /** The desk sends the first reply back. */
  refusesReply?: boolean;
  /** The enterprise is asked and says no; asked again, by telephone, it says yes. */
  redo?: boolean;
  asked: FollowUpChannel;
}

const usual = (asked: FollowUpChannel, more: Partial<Plot> = {}): Plot => ({
  name: 'usual',
  kind: 'help',
  plan: {},
  asked,
  ...more,
});

/** In the order in which each agency's orders come; from the start again after the last. */
export const PLOTS: Readonly<Record<AgencyCode, readonly Plot[]>> = {
  SCJG: [
    usual('chat', { name: 'outage', outage: true }),
    usual('chat', { name: 'return', plan: { returns: 1 }, second: { agencyCode: 'ZXQY', plan: {} } }),
    usual('phone', {
      name: 'adjudication',
      kind: 'complaint',
      plan: { returns: 1 },
      second: { agencyCode: 'GJJ', plan: { returns: 1 } },
      ruledTo: 'SCJG',
    }),
    usual('link'),
  ],
  GJJ: [
    usual('phone', { name: 'extension', kind: 'complaint', plan: { extension: 3 } }),
    usual('chat', { name: 'breach', kind: 'consultation', plan: { stalls: true } }),
    usual('link'),
    usual('chat', { name: 'refused reply', refusesReply: true }),
  ],
  ZXQY: [
    usual('chat', { name: 'redo', redo: true }),
    usual('link', { name: 'refused reply', kind: 'suggestion', refusesReply: true }),
    usual('phone'),
    usual('chat'),
  ],
};

/** So many orders of each agency have everything happen once. */
export const LEAST_ORDERS = 3;
