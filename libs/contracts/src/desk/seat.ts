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
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { STAFF_ROLES, type StaffRole } from '../identity';
import { PageRequest, pageOf } from '../paging';
import { BilingualText, LANGUAGES, type Language } from '../text';

/** `on-duty` takes offers; `away` and `wrapping-up` keep what they have; `off-duty` is signed out of the queue. */
export const SEAT_STATES = ['on-duty', 'away', 'wrapping-up', 'off-duty'] as const;
export type SeatState = (typeof SEAT_STATES)[number];

export class SetSeatState {
  @IsIn(SEAT_STATES)
  state!: SeatState;
}

/** A live connection of a seat; its lease is renewed while the connection lives. */
export class SeatConnection {
  @IsString()
  @Length(1, 64)
  connectionId!: string;
}

export class LeaseView {
  @IsISO8601()
  leaseUntil!: string;
}

export class SeatView {
  @IsString()
  id!: string;

  @IsString()
  name!: string;

  @IsIn(STAFF_ROLES)
  role!: StaffRole;

  @IsIn(SEAT_STATES)
  state!: SeatState;

  /** False once the lease of its last connection has lapsed. */
  @IsBoolean()
  connected!: boolean;

  @IsInt()
  open!: number;

  @IsInt()
  capacity!: number;

  @IsArray()
  @IsString({ each: true })
  seatGroups!: string[];

  @IsArray()
  @IsString({ each: true })
  languages!: string[];

  @IsOptional()
  @IsString()
  agencyCode!: string | null;

  @IsISO8601()
  stateSince!: string;

  /** Offers let go by, since midnight. */
  @IsInt()
  missedOffers!: number;
}

export class ListSeats extends PageRequest {
  @IsOptional()
  @IsString()
  @MaxLength(40)
  seatGroup?: string;

  @IsOptional()
  @IsIn(SEAT_STATES)
  state?: SeatState;
}

export class SeatPage extends pageOf(SeatView) {}

export class CreateStaff {
  @Matches(/^[a-z0-9][a-z0-9._-]{1,63}$/, {
    message: 'login must be 2 to 64 of a-z, 0-9, dot, dash, underscore',
  })
  login!: string;

  @IsString()
  @Length(8, 200)
  password!: string;

  @IsString()
  @Length(1, 100)
  name!: string;

  @IsIn(STAFF_ROLES)
  role!: StaffRole;

  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  seatGroups!: string[];

  @IsArray()
  @ArrayMaxSize(18)
  @IsIn(LANGUAGES, { each: true })
  languages!: Language[];

  @IsInt()
  @Min(0)
  @Max(200)
  capacity!: number;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  agencyCode?: string;
}

export class SeatGroupView {
  @IsString()
  code!: string;

  @IsDefined()
  @ValidateNested()
  @Type(() => BilingualText)
  name!: BilingualText;

  /** Codes of the agencies whose matters it serves. */
  @IsArray()
  @IsString({ each: true })
  agencies!: string[];
}

export class SeatGroupList {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => SeatGroupView)
  seatGroups!: SeatGroupView[];
}

export class ServicePeriod {
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/, { message: 'from must be HH:MM' })
  from!: string;

  @Matches(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { message: 'to must be HH:MM' })
  to!: string;
}

export const SERVICE_DAYS = ['workdays', 'every-day'] as const;

/** When people answer, in the city's local time; make-up days count as working days. */
export class ServiceHoursView {
  @IsIn(SERVICE_DAYS)
  days!: (typeof SERVICE_DAYS)[number];

  @IsArray()
  @ArrayMaxSize(8)
  @ValidateNested({ each: true })
  @Type(() => ServicePeriod)
  periods!: ServicePeriod[];
}

export class ServiceStatusView extends ServiceHoursView {
  @IsBoolean()
  open!: boolean;

  @IsOptional()
  @IsISO8601()
  nextOpening!: string | null;
}
