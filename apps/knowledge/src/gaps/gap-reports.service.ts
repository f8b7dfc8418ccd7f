import { Injectable } from '@nestjs/common';
import { AppError, type Entry, type GapView, type ReportGap } from '#contracts';
import { UnitOfWork } from '#database';
import { Bus, type Caller } from '#messaging';
import { GapsService } from './gaps.service';
import { MatterDirectory } from '../matters/matter-directory.service';

const WITHIN_MS = 3_000;

/** An agent says that nothing fits what the business has written. */
@Injectable()
export class GapReportsService {
  constructor(
    private readonly bus: Bus,
    private readonly matters: MatterDirectory,
    private readonly gaps: GapsService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** The desk, asked in the name of the agent, says whether it may read the message. @throws AppError NOT_FOUND */
  async report(
    { conversationId, sequence }: ReportGap,
    { token }: Caller,
    now = new Date(),
  ): Promise<GapView> {
    const options = { token, timeoutMs: WITHIN_MS };
    const [{ matterCode }, { entries }] = await Promise.all([
      this.bus.request('desk.conversation.get', { conversationId }, options),
      this.bus.request('desk.message.list', { conversationId, after: sequence - 1, limit: 1 }, options),
    ]);
    const text = textOf(entries[0]);
    const agencyCode = await this.matters.agencyOf(matterCode);
    const unanswered = { matterCode, agencyCode, text, conversationId, sequence, source: 'agent' } as const;
    const id = await this.unitOfWork.run((tx) => this.gaps.file(tx, unanswered, now));
    return this.gaps.find(id);
  }
}

function textOf(entry: Entry | undefined): string {
  if (entry?.kind === 'text' && entry.sender?.kind === 'business' && entry.text) return entry.text;
  throw new AppError('INVALID_ARGUMENT', 'It is no message of the business.', {
    fields: [{ field: 'sequence', problem: 'is not the text of a business' }],
  });
}
