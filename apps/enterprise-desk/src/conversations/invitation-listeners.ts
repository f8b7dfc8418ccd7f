import { Injectable } from '@nestjs/common';
import type { Transaction } from '#database';

/** An agency's expert has just been invited, in a transaction that is still open. */
export interface ExpertInvited {
  conversation: { id: string; matterCode: string; enterpriseName: string };
  expert: { id: string; name: string; agencyCode: string };
  comment: string | null;
  expiresAt: Date;
  now: Date;
}

export type InvitationListener = (tx: Transaction, invited: ExpertInvited) => Promise<void>;

/** Other nouns do their part of an invitation here, in its transaction. */
@Injectable()
export class InvitationListeners {
  private readonly listeners: InvitationListener[] = [];

  /** Called while the modules start. */
  add(listener: InvitationListener): void {
    this.listeners.push(listener);
  }

  async tell(tx: Transaction, invited: ExpertInvited): Promise<void> {
    for (const listener of this.listeners) await listener(tx, invited);
  }
}
