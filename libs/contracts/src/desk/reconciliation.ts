import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  ValidateNested,
} from 'class-validator';
import { PageRequest, pageOf } from '../paging';
import { AGENCY_CODE } from './exchange';

/** What an agency has in its own books of one handover. */
export class BookEntry {
  @IsUUID()
  handoverId!: string;

  /** SHA-256 of the bytes that it received; left out by one that does not keep them. */
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/)
  digest?: string;
}

export class AskBooks {
  /** Of which handovers the desk wants to know. */
  @IsArray()
  @ArrayMaxSize(500)
  @IsUUID(undefined, { each: true })
  handoverIds!: string[];
}

export class AgencyBooks {
  /** The agency's system can be asked for its books. */
  @IsBoolean()
  kept!: boolean;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => BookEntry)
  entries!: BookEntry[];
}

export class ReconcileAgency {
  @Matches(AGENCY_CODE)
  agencyCode!: string;
}

/** What a comparison of the two books has found, and repaired by handing over again. */
export class ReconciliationView {
  @IsUUID()
  id!: string;

  @IsString()
  agencyCode!: string;

  @IsISO8601()
  startedAt!: string;

  /** Handovers that were compared. */
  @IsInt()
  compared!: number;

  /** The agency has them, the desk did not know. */
  @IsInt()
  confirmed!: number;

  /** The agency does not have what it was given: handed over again. */
  @IsInt()
  missing!: number;

  /** The agency has something else than it was given: handed over again. */
  @IsInt()
  different!: number;

  /** Not delivered for too long: handed over again. */
  @IsInt()
  stale!: number;

  /** Why the agency's books could not be read. */
  @IsOptional()
  @IsString()
  problem!: string | null;
}

export class ReconciliationPage extends pageOf(ReconciliationView) {}

export class ListReconciliations extends PageRequest {
  @IsOptional()
  @Matches(AGENCY_CODE)
  agencyCode?: string;
}
