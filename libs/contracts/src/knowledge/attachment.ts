import { Type } from 'class-transformer';
import {
  IsBase64,
  IsDefined,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { ATTACHMENT_TYPES, BAD_FILE_NAME, FILE_NAME, type AttachmentType } from '../file-type';
import { MAX_INTEGER } from '../paging';
import { AttachmentView } from './article';

export const MAX_ATTACHMENTS = 10;
/** In bytes: what fits, as base64, into one message of the bus. */
export const MAX_ATTACHMENT_SIZE = 5 * 1024 * 1024;

/** Adds a file to the draft of an article; the same key again adds nothing. */
export class AddAttachment {
  @IsUUID()
  id!: string;

  @IsInt()
  @Max(MAX_INTEGER)
  revision!: number;

  @Matches(FILE_NAME, { message: BAD_FILE_NAME })
  name!: string;

  /** Must be what the content is. */
  @IsIn(ATTACHMENT_TYPES)
  contentType!: AttachmentType;

  @IsBase64()
  @Length(1, Math.ceil(MAX_ATTACHMENT_SIZE / 3) * 4)
  content!: string;

  @IsString()
  @Length(1, 64)
  idempotencyKey!: string;
}

export class AttachmentAdded {
  @IsDefined()
  @ValidateNested()
  @Type(() => AttachmentView)
  attachment!: AttachmentView;

  /** Of the article, after it. */
  @IsInt()
  revision!: number;

  /** Of the article, with the attachment. */
  @IsInt()
  version!: number;
}

/** Takes a file from the draft of an article; versions that had it keep it. */
export class RemoveAttachment {
  @IsUUID()
  id!: string;

  @IsUUID()
  attachmentId!: string;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER)
  revision!: number;

  @IsString()
  @Length(1, 64)
  idempotencyKey!: string;
}

export class AttachmentRemoved {
  /** Of the article, after it. */
  @IsInt()
  revision!: number;

  /** Of the article, without the attachment. */
  @IsInt()
  version!: number;
}

export class GetAttachment {
  @IsUUID()
  id!: string;

  @IsUUID()
  attachmentId!: string;
}

/** A file as it travels between services; over HTTP it is the bytes themselves. */
export class AttachmentContent extends AttachmentView {
  @IsString()
  @MaxLength(Math.ceil(MAX_ATTACHMENT_SIZE / 3) * 4)
  content!: string;
}

/** A file for an import to come, kept for a day. The same content again replaces it. */
export class StageFile {
  /** Must be what the content is. */
  @IsIn(ATTACHMENT_TYPES)
  contentType!: AttachmentType;

  @IsBase64()
  @Length(1, Math.ceil(MAX_ATTACHMENT_SIZE / 3) * 4)
  content!: string;
}

export class StagedFile {
  @IsString()
  sha256!: string;

  /** In bytes. */
  @IsInt()
  size!: number;
}

/** A file of an article that is imported or exported: which content it is, its hash says. */
export class RecordFile {
  @Matches(FILE_NAME, { message: BAD_FILE_NAME })
  name!: string;

  @IsIn(ATTACHMENT_TYPES)
  contentType!: AttachmentType;

  @Matches(/^[0-9a-f]{64}$/, { message: 'sha256 must be 64 hexadecimal digits' })
  sha256!: string;

  /** Of an export, to download it by; an import takes no notice of it. */
  @IsOptional()
  @IsUUID()
  id?: string;
}
