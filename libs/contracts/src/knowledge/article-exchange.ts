import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { MAX_INTEGER, pageOf } from '../paging';
import { ARTICLE_KINDS, ArticleDraft, type ArticleKind } from './article';
import { MAX_ATTACHMENTS, RecordFile } from './attachment';

export const MAX_IMPORTED_ARTICLES = 2_000;

/** An article that is imported, and what an export makes of one. */
export class ArticleRecord extends ArticleDraft {
  /** Left out for a new one; one of the same matter, kind and Chinese title is taken for the same article. */
  @IsOptional()
  @IsUUID()
  id?: string;

  /** The revision that was exported: the import is refused when the article has changed since. */
  @IsOptional()
  @IsInt()
  @Max(MAX_INTEGER)
  revision?: number;

  /** All its files, in their order; left out they stay as they are. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAX_ATTACHMENTS)
  @ValidateNested({ each: true })
  @Type(() => RecordFile)
  attachments?: RecordFile[];
}

/**
 * All or nothing; each becomes a draft, or the change of one. Again, it changes nothing. With `dryRun` nothing is written.
 * The files must have been staged by the same person; a dry run says which are missing.
 */
export class ImportArticles {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_IMPORTED_ARTICLES)
  @ValidateNested({ each: true })
  @Type(() => ArticleRecord)
  articles!: ArticleRecord[];

  @IsBoolean()
  dryRun!: boolean;
}

export const IMPORT_CHANGES = ['added', 'changed', 'unchanged'] as const;

export class ImportedArticle {
  /** Null for one that a dry run would add. */
  @IsOptional()
  @IsUUID()
  id!: string | null;

  @IsIn(IMPORT_CHANGES)
  change!: (typeof IMPORT_CHANGES)[number];

  /** The version that holds the wording, or would. */
  @IsInt()
  version!: number;
}

/** One entry per article, in the order given. */
export class ArticleImportReport {
  @IsBoolean()
  dryRun!: boolean;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ImportedArticle)
  articles!: ImportedArticle[];

  /** The hashes of files whose content has to be staged before the import; none once it is done. */
  @IsArray()
  @IsString({ each: true })
  missingFiles!: string[];
}

/** What holds now, with its text: small pages. */
export class ExportArticles {
  @IsOptional()
  @IsString()
  @MaxLength(400)
  cursor?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(20)
  limit?: number;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  matterCode?: string;

  @IsOptional()
  @IsIn(ARTICLE_KINDS)
  kind?: ArticleKind;
}

export class ArticleRecordPage extends pageOf(ArticleRecord) {}
