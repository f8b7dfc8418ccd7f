import { Type } from 'class-transformer';
import { IsArray, IsIn, IsOptional, IsString, ValidateNested } from 'class-validator';

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
}
