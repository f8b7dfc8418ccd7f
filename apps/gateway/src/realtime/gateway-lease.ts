import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { MAX_WAITING_AT_GATEWAY } from '#contracts';
import { Bus } from '#messaging';
import { Logger } from '#observability';
import { v7 as uuidv7 } from 'uuid';
import { ConversationHub } from './conversation-hub';

/** How often it is renewed: three times in the life of one, within these bounds. */
const RENEWAL_MS = { shortest: 500, longest: 8_000 };

/**
 * Tells the desk that this gateway lives and which waiting businesses are connected to it, so that they do not keep their
 * places in the queue when the gateway dies. It is not given back: who comes to another gateway is named by that one.
 */
@Injectable()
export class GatewayLease implements OnModuleInit, OnModuleDestroy {
  private readonly gatewayId = uuidv7();
  private timer: NodeJS.Timeout | undefined;
  private isClosing = false;

  constructor(
    private readonly bus: Bus,
    private readonly conversations: ConversationHub,
    private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    void this.renew();
  }

  onModuleDestroy(): void {
    this.isClosing = true;
    clearTimeout(this.timer);
  }

  private async renew(): Promise<void> {
    const next = await this.ask().catch((error: unknown) => {
      this.log.debug({ err: error }, 'The desk could not be told who waits here.');
      return RENEWAL_MS.shortest;
    });
    if (this.isClosing) return;
    this.timer = setTimeout(() => void this.renew(), next);
  }

  /** Returns when to ask again. */
  private async ask(): Promise<number> {
    const conversationIds = this.conversations.waitingIds.slice(0, MAX_WAITING_AT_GATEWAY);
    const lease = { gatewayId: this.gatewayId, conversationIds };
    const { leaseUntil } = await this.bus.request('desk.gateway.renew-lease', lease);
    const third = (Date.parse(leaseUntil) - Date.now()) / 3;
    return Math.min(Math.max(third, RENEWAL_MS.shortest), RENEWAL_MS.longest);
  }
}
