import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, ValidateNested } from 'class-validator';

/** `degraded`: the rest works on without it. */
export const HEALTH_STATUSES = ['up', 'degraded', 'down'] as const;

/** One part of the suite; `problem` says what is failing. */
export class PartHealth {
  @IsString()
  name!: string;

  @IsIn(HEALTH_STATUSES)
  status!: (typeof HEALTH_STATUSES)[number];

  @IsOptional()
  @IsString()
  problem?: string;
}

export class HealthReport {
  @IsIn(HEALTH_STATUSES)
  status!: (typeof HEALTH_STATUSES)[number];

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => PartHealth)
  parts!: PartHealth[];

  /** How many times as fast as in life the working time of orders runs; left out where it runs as in life. */
  @IsOptional()
  @IsInt()
  clockFactor?: number;
}
