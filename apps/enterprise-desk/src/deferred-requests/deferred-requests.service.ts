import { Injectable } from '@nestjs/common';
import type { DeferredRequestView, Page, PageRequest } from '#contracts';
import { decodeCursor, pageSize, toPage, type Transaction } from '#database';
import { Outbox } from '#outbox';
import { v7 as uuidv7 } from 'uuid';
import { maskPhone, PersonalData } from '../personal-data/personal-data';
import type { DeferredRequest } from './deferred-request.entity';
import { DeferredRequestsRepository } from './deferred-requests.repository';

export interface LeftRequest {
  kind: DeferredRequestView['kind'];
  conversation: { id: string; matterCode: string; enterpriseName: string };
  phone?: string | undefined;
  when?: string | undefined;
}

/** What businesses leave for later: outside service hours, or a call-back instead of waiting. */
@Injectable()
export class DeferredRequestsService {
  constructor(
    private readonly repository: DeferredRequestsRepository,
    private readonly personalData: PersonalData,
    private readonly outbox: Outbox,
  ) {}

  /** One per conversation: a call-back asked for later completes what was left before. */
  async leave(tx: Transaction, { kind, conversation, phone, when }: LeftRequest): Promise<void> {
    const { id: conversationId, matterCode, enterpriseName } = conversation;
    const known = await this.repository.findByConversation(tx, conversationId);
    const request: DeferredRequest = {
      id: known?.id ?? uuidv7(),
      conversationId,
      kind,
      matterCode,
      enterpriseName,
      phoneEncrypted: phone ? this.personalData.encrypt(phone) : (known?.phoneEncrypted ?? null),
      suits: when ?? known?.suits ?? null,
      createdAt: known?.createdAt ?? new Date(),
      takenAt: known?.takenAt ?? null,
    };
    await this.repository.save(tx, request);
    await this.outbox.add(tx, 'desk.evt.request.deferred', {
      deferredRequestId: request.id,
      kind,
      conversationId,
      matterCode,
    });
  }

  async list(request: PageRequest): Promise<Page<DeferredRequestView>> {
    const cursor = decodeCursor(request.cursor, 2);
    const limit = pageSize(request.limit);
    const rows = await this.repository.list(
      cursor && [new Date(String(cursor[0])), String(cursor[1])],
      limit + 1,
    );
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
        createdAt: row.createdAt.toISOString(),
        takenAt: row.takenAt?.toISOString() ?? null,
      }),
    );
  }
}
