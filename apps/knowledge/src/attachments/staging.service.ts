import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  AppError,
  contentProblem,
  MAX_ATTACHMENT_SIZE,
  type Identity,
  type StagedFile,
  type StageFile,
} from '#contracts';
import { StagedFilesRepository } from './staged-files.repository';

const KEPT_MS = 86_400_000;
/** What one person may have staged, in bytes. */
const MAX_STAGED = 500_000_000;
/** Old files are deleted by who brings new ones, a few at a time. */
const DELETED_AT_ONCE = 20;

/** Files on their way into an import. */
@Injectable()
export class StagingService {
  constructor(private readonly files: StagedFilesRepository) {}

  /** @throws AppError INVALID_ARGUMENT when the content is not what it is called, RATE_LIMITED when too much is staged. */
  async stage(
    { contentType, content }: StageFile,
    { partyId }: Identity,
    now = new Date(),
  ): Promise<StagedFile> {
    const bytes = Buffer.from(content, 'base64');
    const problem =
      bytes.length > MAX_ATTACHMENT_SIZE
        ? `is larger than ${MAX_ATTACHMENT_SIZE} bytes`
        : contentProblem(bytes, contentType);
    if (problem)
      throw new AppError('INVALID_ARGUMENT', `content ${problem}`, {
        fields: [{ field: 'content', problem }],
      });
    await this.files.deleteBefore(new Date(now.getTime() - KEPT_MS), DELETED_AT_ONCE);
    if ((await this.files.sizeOf(partyId)) + bytes.length > MAX_STAGED)
      throw new AppError('RATE_LIMITED', `At most ${MAX_STAGED} bytes may wait for an import.`);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await this.files.put({ stagedBy: partyId, sha256, contentType, content: bytes }, now);
    return { sha256, size: bytes.length };
  }
}
