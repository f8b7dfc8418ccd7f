import { IsBoolean, IsIn, IsISO8601, IsOptional, IsString } from 'class-validator';

export const ORDER_CLOCK_KINDS = [
  'sign',
  'return',
  'first-contact',
  'handling',
  'supervision',
  'follow-up',
  'adjudication',
] as const;
export type OrderClockKind = (typeof ORDER_CLOCK_KINDS)[number];

/** A clock of an order, of one agency: working time on the Chinese calendar. */
export class OrderClockView {
  @IsIn(ORDER_CLOCK_KINDS)
  kind!: OrderClockKind;

  @IsString()
  agencyCode!: string;

  @IsISO8601()
  startedAt!: string;

  @IsISO8601()
  dueAt!: string;

  /** Before it was extended. */
  @IsOptional()
  @IsISO8601()
  firstDueAt!: string | null;

  /** Falls in a year whose calendar is not published yet. */
  @IsBoolean()
  provisional!: boolean;

  @IsOptional()
  @IsISO8601()
  pausedAt!: string | null;

  @IsOptional()
  @IsISO8601()
  endedAt!: string | null;

  /** `yellow` at 70 % of its time, `red` at the breach. */
  @IsOptional()
  @IsIn(['yellow', 'red'])
  light!: 'yellow' | 'red' | null;
}
