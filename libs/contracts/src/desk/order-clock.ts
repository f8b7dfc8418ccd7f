import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsISO8601,
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
import { MAX_INTEGER, PageRequest, pageOf } from '../paging';
import { BilingualText } from '../text';
import { ORDER_CLOCK_KINDS, OrderClockView, type OrderClockKind } from './order-clock-view';
import { ORDER_KINDS, ORDER_URGENCIES, type OrderKind, type OrderUrgency } from './work-order';

export const ORDER_LIGHTS = ['yellow', 'red'] as const;
export type OrderLight = (typeof ORDER_LIGHTS)[number];

/** Who is told when a clock turns yellow or red: the agency first, then level by level. */
export const SUPERVISION_LEVELS = ['agency', 'lead', 'supervisor'] as const;
export type SupervisionLevel = (typeof SUPERVISION_LEVELS)[number];

/** `office`: the policy's office hours on working days. `round-the-clock`: every minute of every day. */
export const CLOCK_HOURS = ['office', 'round-the-clock'] as const;
export type ClockHours = (typeof CLOCK_HOURS)[number];

/** `HH:MM` to `HH:MM`, the end not included; `24:00` ends the day. */
export class OfficePeriod {
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/, { message: '$property must be a time of day such as 09:00' })
  from!: string;

  @Matches(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { message: '$property must be a time of day such as 17:30' })
  to!: string;
}

/**
 * How long a clock runs: either `workdays` or `workingMinutes`. The most specific rule that fits an order counts: one of
 * its matter before one of its agency, then of its urgency, then of its kind. `second`: handled again after a redo.
 */
export class ClockRule {
  @IsIn(ORDER_CLOCK_KINDS)
  clock!: OrderClockKind;

  @IsOptional()
  @IsIn(ORDER_KINDS)
  kind?: OrderKind;

  @IsOptional()
  @IsIn(ORDER_URGENCIES)
  urgency?: OrderUrgency;

  @IsOptional()
  @IsString()
  @Length(1, 20)
  matterCode?: string;

  @IsOptional()
  @IsString()
  @Length(1, 20)
  agencyCode?: string;

  @IsOptional()
  @IsBoolean()
  second?: boolean;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(250)
  workdays?: number;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100_000)
  workingMinutes?: number;

  @IsIn(CLOCK_HOURS)
  hours!: ClockHours;
}

export class Escalation {
  @IsIn(SUPERVISION_LEVELS)
  to!: SupervisionLevel;

  /** Working time after the breach. */
  @IsInt()
  @Min(0)
  @Max(100_000)
  afterWorkingMinutes!: number;
}

/** The clocks of orders: hours, warning, escalation and the rules. */
export class ClockPolicy {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(8)
  @ValidateNested({ each: true })
  @Type(() => OfficePeriod)
  officeHours!: OfficePeriod[];

  /** A clock turns yellow when this share of its working time has passed. */
  @IsInt()
  @Min(1)
  @Max(99)
  yellowPercent!: number;

  /** How long handling may take with an extension, from its start; no bound when left out. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(250)
  extendedWorkdays?: number | null;

  @IsArray()
  @ArrayMaxSize(5)
  @ValidateNested({ each: true })
  @Type(() => Escalation)
  escalations!: Escalation[];

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => ClockRule)
  rules!: ClockRule[];
}

export class ClockPolicyView extends ClockPolicy {
  @IsInt()
  version!: number;

  @IsString()
  reason!: string;

  @IsString()
  setBy!: string;

  @IsISO8601()
  setAt!: string;

  /** The revision of running clocks that was asked for with it. */
  @IsOptional()
  @IsUUID()
  revisionId!: string | null;
}

export class ClockPolicyPage extends pageOf(ClockPolicyView) {}

/** A new version of the policy. Clocks that run already keep theirs, unless `applyToRunning`. */
export class SetClockPolicy extends ClockPolicy {
  /** The version that was changed: when there is a newer one, nothing is set. */
  @IsInt()
  @Min(0)
  @Max(MAX_INTEGER)
  baseVersion!: number;

  @IsString()
  @Length(1, 400)
  reason!: string;

  @IsOptional()
  @IsBoolean()
  applyToRunning?: boolean;
}

export const CLOCK_PRESETS = ['shanghai', 'beijing', 'guangdong', 'zhuhai-enterprise'] as const;
export type ClockPresetName = (typeof CLOCK_PRESETS)[number];

/** A policy to start from. */
export class ClockPreset extends ClockPolicy {
  @IsIn(CLOCK_PRESETS)
  name!: ClockPresetName;

  @ValidateNested()
  @Type(() => BilingualText)
  title!: BilingualText;
}

export class ClockPresetList {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ClockPreset)
  presets!: ClockPreset[];
}

const LOCAL_DATE = /^\d{4}-\d\d-\d\d$/;

export class CalendarYearRef {
  @IsInt()
  @Min(1992)
  @Max(2998)
  year!: number;
}

/** The arrangement of a year: days off by arrangement, and weekend days worked in exchange (调休上班). */
export class CalendarYear extends CalendarYearRef {
  @IsArray()
  @ArrayMaxSize(366)
  @Matches(LOCAL_DATE, { each: true })
  holidays!: string[];

  @IsArray()
  @ArrayMaxSize(110)
  @Matches(LOCAL_DATE, { each: true })
  makeUpDays!: string[];

  /** Not published: deadlines that fall in the year are provisional. */
  @IsBoolean()
  published!: boolean;
}

export class CalendarYearView extends CalendarYear {
  /** `shipped`: as it came with the software, nobody has edited it. */
  @IsIn(['shipped', 'edited'])
  source!: 'shipped' | 'edited';

  /** The revision of running clocks that the last edit started. */
  @IsOptional()
  @IsUUID()
  revisionId!: string | null;
}

export class ClockRevisionRef {
  @IsUUID()
  revisionId!: string;
}

/** Running clocks being recomputed after a change of calendar or policy. */
export class ClockRevisionView {
  @IsUUID()
  id!: string;

  @IsIn(['calendar', 'policy'])
  cause!: 'calendar' | 'policy';

  /** The year, or the version of the policy. */
  @IsInt()
  of!: number;

  @IsInt()
  examined!: number;

  @IsInt()
  altered!: number;

  @IsISO8601()
  startedAt!: string;

  @IsOptional()
  @IsISO8601()
  finishedAt!: string | null;
}

export class ListClockAlterations extends PageRequest {
  @IsUUID()
  revisionId!: string;
}

/** A clock whose deadline a revision has moved, or made final. */
export class ClockAlteration {
  @IsUUID()
  clockId!: string;

  @IsUUID()
  orderId!: string;

  @IsIn(ORDER_CLOCK_KINDS)
  kind!: OrderClockKind;

  @IsString()
  agencyCode!: string;

  @IsISO8601()
  oldDueAt!: string;

  @IsISO8601()
  newDueAt!: string;

  @IsBoolean()
  provisional!: boolean;
}

export class ClockAlterationPage extends pageOf(ClockAlteration) {}

/** Running clocks by deadline, the most urgent first. */
export class ListOrderClocks extends PageRequest {
  @IsOptional()
  @IsIn(ORDER_LIGHTS)
  light?: OrderLight;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  agencyCode?: string;
}

export class RunningClock extends OrderClockView {
  @IsUUID()
  orderId!: string;
}

export class RunningClockPage extends pageOf(RunningClock) {}

/** A clock that turned yellow or red, or was escalated to the next level. */
export class SupervisionView {
  @IsUUID()
  id!: string;

  @IsUUID()
  orderId!: string;

  @IsIn(ORDER_CLOCK_KINDS)
  kind!: OrderClockKind;

  @IsString()
  agencyCode!: string;

  @IsIn(ORDER_LIGHTS)
  light!: OrderLight;

  @IsIn(SUPERVISION_LEVELS)
  to!: SupervisionLevel;

  @IsISO8601()
  dueAt!: string;

  @IsISO8601()
  at!: string;
}

export class SupervisionPage extends pageOf(SupervisionView) {}

/** Newest first; of one order when it is named. */
export class ListSupervisions extends PageRequest {
  @IsOptional()
  @IsUUID()
  orderId?: string;
}
