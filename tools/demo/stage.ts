import type { Api } from '../client/api';
import type { DeliveryAudit } from '../client/delivery-audit';
import type { GuideBook } from './guide-book';
import type { Docket } from './orders/docket';
import type { Pace } from './pace';
import type { Script } from './script';

/** What all players share. */
export interface Stage {
  /** The URL of a gateway; of several, each in turn. */
  gateway: () => string;
  api: Api;
  audit: DeliveryAudit;
  guides: GuideBook;
  pace: Pace;
  script: Script;
  /** Where what the desk cannot solve goes. */
  orders?: Docket;
  /** What went wrong, beside what the audit finds. */
  problems: string[];
}
