import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsISO8601,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { PageRequest, pageOf } from '../paging';
import { BilingualText } from '../text';

export const TIME_UNITS = ['workday', 'calendar-day'] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

/** How long a matter takes: `days` is null where no number is set, 0 means on the spot. */
export class MatterTime extends BilingualText {
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(3650)
  days!: number | null;

  @IsOptional()
  @IsIn(TIME_UNITS)
  unit!: TimeUnit | null;
}

export class MatterQuestion {
  @IsDefined()
  @ValidateNested()
  @Type(() => BilingualText)
  question!: BilingualText;

  @IsDefined()
  @ValidateNested()
  @Type(() => BilingualText)
  answer!: BilingualText;
}

/** One matter as the catalogue files write it. */
export class MatterGuide {
  @Matches(/^[A-Z]{2,10}-\d{2,3}$/, { message: 'code must look like SCJG-01' })
  code!: string;

  /** False until an operator has confirmed the content; shown wherever the matter is. */
  @IsBoolean()
  verified!: boolean;

  @IsDefined()
  @ValidateNested()
  @Type(() => BilingualText)
  name!: BilingualText;

  @IsArray()
  @ArrayMaxSize(30)
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  keywords!: string[];

  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => BilingualText)
  legalBasis!: BilingualText[];

  @IsDefined()
  @ValidateNested()
  @Type(() => MatterTime)
  statutoryTime!: MatterTime;

  @IsDefined()
  @ValidateNested()
  @Type(() => MatterTime)
  promisedTime!: MatterTime;

  @IsDefined()
  @ValidateNested()
  @Type(() => BilingualText)
  applicants!: BilingualText;

  @IsArray()
  @ArrayMaxSize(30)
  @ValidateNested({ each: true })
  @Type(() => BilingualText)
  materials!: BilingualText[];

  @IsArray()
  @ArrayMaxSize(30)
  @ValidateNested({ each: true })
  @Type(() => BilingualText)
  steps!: BilingualText[];

  @IsArray()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => BilingualText)
  channels!: BilingualText[];

  @IsDefined()
  @ValidateNested()
  @Type(() => BilingualText)
  fees!: BilingualText;

  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => BilingualText)
  commonMistakes!: BilingualText[];

  @IsArray()
  @ArrayMaxSize(40)
  @ValidateNested({ each: true })
  @Type(() => MatterQuestion)
  questions!: MatterQuestion[];

  @IsDefined()
  @ValidateNested()
  @Type(() => BilingualText)
  note!: BilingualText;
}

/** An agency with its matters: the content of one catalogue file. */
export class AgencyCatalogue {
  @Matches(/^[A-Z]{2,10}$/, { message: 'code must be 2 to 10 capital letters' })
  code!: string;

  @IsDefined()
  @ValidateNested()
  @Type(() => BilingualText)
  name!: BilingualText;

  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => MatterGuide)
  matters!: MatterGuide[];
}

export class MatterSummary {
  @IsString()
  code!: string;

  @IsString()
  agencyCode!: string;

  @IsBoolean()
  verified!: boolean;

  @IsDefined()
  @ValidateNested()
  @Type(() => BilingualText)
  name!: BilingualText;

  @IsDefined()
  @ValidateNested()
  @Type(() => BilingualText)
  agencyName!: BilingualText;

  @IsInt()
  version!: number;
}

/** The current version of a matter's guide. */
export class MatterView extends MatterGuide {
  @IsString()
  agencyCode!: string;

  @IsDefined()
  @ValidateNested()
  @Type(() => BilingualText)
  agencyName!: BilingualText;

  @IsInt()
  version!: number;

  @IsISO8601()
  updatedAt!: string;
}

/** `q` matches Chinese, English, code, pinyin and pinyin initials. */
export class ListMatters extends PageRequest {
  @IsOptional()
  @IsString()
  @MaxLength(20)
  agency?: string;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  q?: string;
}

export class MatterPage extends pageOf(MatterSummary) {}

export class GetMatter {
  @IsString()
  @MaxLength(20)
  code!: string;
}

/** A whole catalogue. Matters that it leaves out are retired; with `dryRun` nothing is written. */
export class ImportMatters {
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => AgencyCatalogue)
  agencies!: AgencyCatalogue[];

  @IsBoolean()
  dryRun!: boolean;
}

export const MATTER_CHANGES = ['added', 'changed', 'unchanged', 'retired', 'restored'] as const;

export class MatterChange {
  @IsString()
  code!: string;

  @IsIn(MATTER_CHANGES)
  change!: (typeof MATTER_CHANGES)[number];

  /** The version after the import. */
  @IsInt()
  version!: number;

  /** Paths of the fields that differ, such as `fees.zh`. */
  @IsArray()
  @IsString({ each: true })
  fields!: string[];
}

export class MatterImportReport {
  @IsBoolean()
  dryRun!: boolean;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => MatterChange)
  changes!: MatterChange[];
}
