import { Injectable } from '@nestjs/common';
import type { DeferredRequestView, Page, PageRequest } from '#contracts';
import { decodeTimeCursor, pageSize, toPage, type Transaction } from '#database';
import { Outbox } from '#outbox';
import { v7 as uuidv7 } from 'uuid';
import { ServiceHoursService } from '../clocks/service-hours.service';
import { DeskEnv } from '../desk.env';
import { maskPhone, PersonalData } from '../personal-data/personal-data';
import type { DeferredRequest } from './deferred-request.entity';
import { DeferredRequestsRepository } from './deferred-requests.repository';

export interface LeftRequest {
  kind: DeferredRequestView['kind'];
  conversation: { id: string; matterCode: string; enterpriseName: string };
  phone?: string | undefined;
  when?: string | undefined;
}

/** As it is kept. */
export type KeptRequest = DeferredRequest;

/** What businesses leave for later: outside service hours, or a call-back instead of waiting. */
@Injectable()
export class DeferredRequestsService {
  constructor(
    private readonly repository: DeferredRequestsRepository,
    private readonly personalData: PersonalData,
    private readonly serviceHours: ServiceHoursService,
    private readonly outbox: Outbox,
    private readonly env: DeskEnv,
  ) {}

  /** One per conversation: a call-back asked for later completes what was left before. Says by when it will be contacted. */
  async leave(
    tx: Transaction,
    { kind, conversation, phone, when }: LeftRequest,
    now: Date,
  ): Promise<{ contactDueAt: string }> {
    const { id: conversationId, matterCode, enterpriseName } = conversation;
    const known = await this.repository.findByConversation(tx, conversationId);
    const due = await this.serviceHours.workdayDeadline(now, this.env.CONTACT_WORKDAYS);
    const request: DeferredRequest = {
      id: known?.id ?? uuidv7(),
      conversationId,
      kind,
      matterCode,
      enterpriseName,
      phoneEncrypted: phone ? this.personalData.encrypt(phone) : (known?.phoneEncrypted ?? null),
      suits: when ?? known?.suits ?? null,
      contactDueAt: known?.contactDueAt ?? due.at,
      contactDueProvisional: known?.contactDueProvisional ?? due.provisional,
      createdAt: known?.createdAt ?? now,
      takenAt: known?.takenAt ?? null,
      orderId: known?.orderId ?? null,
      withdrawnAt: null,
    };
    await this.repository.save(tx, request);
    await this.outbox.add(tx, 'desk.evt.request.deferred', {
      deferredRequestId: request.id,
      kind,
      conversationId,
      matterCode,
    });
    return { contactDueAt: request.contactDueAt.toISOString() };
  }

  /** It has been settled otherwise: nobody needs to contact the enterprise any more. */
  async withdraw(tx: Transaction, conversationId: string, now: Date): Promise<void> {
    const request = await this.repository.findByConversation(tx, conversationId);
    if (!request || request.withdrawnAt) return;
    await this.repository.save(tx, { ...request, withdrawnAt: now });
    await this.outbox.add(tx, 'desk.evt.request.withdrawn', {
      deferredRequestId: request.id,
      conversationId,
    });
  }

  find(tx: Transaction, id: string): Promise<KeptRequest | null> {
    return this.repository.find(tx, id);
  }

  /** Nobody else takes it until `tx` ends. */
  lock(tx: Transaction, id: string): Promise<KeptRequest | null> {
    return this.repository.lock(tx, id);
  }

  /** An order has been made of it. */
  take(tx: Transaction, id: string, orderId: string, now: Date): Promise<void> {
    return this.repository.setTaken(tx, id, now, orderId);
  }

  /** The order made of it stands no more: left again, it becomes a new one. */
  release(tx: Transaction, id: string): Promise<void> {
    return this.repository.setTaken(tx, id, null, null);
  }

  async list(request: PageRequest): Promise<Page<DeferredRequestView>> {
    const limit = pageSize(request.limit);
    const rows = await this.repository.list(decodeTimeCursor(request.cursor), limit + 1);
    return toPage(
      rows,
      limit,
      (row) => [row.createdAt.toISOString(), row.id],
      (row) => ({
        id: row.id,
        kind: row.kind,
        conversationId: row.conversationId,
        matterCode: row.matterCode,
        enterpriseName: row.enterpriseName,
        phone: row.phoneEncrypted ? maskPhone(this.personalData.decrypt(row.phoneEncrypted)) : null,
        when: row.suits,
        contactDueAt: row.contactDueAt.toISOString(),
        contactDueProvisional: row.contactDueProvisional,
        createdAt: row.createdAt.toISOString(),
        takenAt: row.takenAt?.toISOString() ?? null,
        withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
      }),
    );
  }
}
