import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  Length,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { PageRequest, pageOf } from '../paging';

/** A node of the three-level tree by which orders are classified. */
export class ClassificationView {
  @IsString()
  code!: string;

  @IsInt()
  level!: number;

  @IsOptional()
  @IsString()
  parentCode!: string | null;

  @IsString()
  name!: string;

  @IsString()
  remark!: string;
}

export class ClassificationPage extends pageOf(ClassificationView) {}

/** The children of a node; the roots where none is named. */
export class ListClassifications extends PageRequest {
  @IsOptional()
  @IsString()
  @MaxLength(20)
  parentCode?: string;
}

/** CSV with the columns `level_1_code`, `level_1_name` … `level_3_name` and `remark`, one row per leaf. */
export class ImportClassifications {
  @IsString()
  @Length(1, 500_000)
  csv!: string;

  @IsOptional()
  @IsBoolean()
  dryRun?: boolean;
}

export class ClassificationProblem {
  /** Of the file, the heading being row 1. */
  @IsInt()
  row!: number;

  @IsString()
  problem!: string;
}

/** With any problem nothing is imported. */
export class ClassificationImportReport {
  @IsBoolean()
  dryRun!: boolean;

  @IsBoolean()
  imported!: boolean;

  @IsInt()
  added!: number;

  @IsInt()
  changed!: number;

  @IsInt()
  unchanged!: number;

  @IsInt()
  retired!: number;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ClassificationProblem)
  problems!: ClassificationProblem[];
}
