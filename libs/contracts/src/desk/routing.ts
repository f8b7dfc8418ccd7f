import { Type } from 'class-transformer';
import {
  IsArray,
  IsISO8601,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  ValidateNested,
} from 'class-validator';

export class OfferView {
  @IsUUID()
  id!: string;

  @IsUUID()
  conversationId!: string;

  @IsISO8601()
  expiresAt!: string;

  @IsString()
  matterCode!: string;

  @IsString()
  language!: string;

  @IsString()
  enterpriseName!: string;

  /** Why this seat: see `RoutingDecision.reasons`. */
  @IsArray()
  @IsString({ each: true })
  reasons!: string[];
}

export const ROUTING_OUTCOMES = ['offered', 'no-seat'] as const;

/** One decision of the router, so that "why this seat" can be read. */
export class RoutingDecision {
  @IsISO8601()
  at!: string;

  @IsIn(ROUTING_OUTCOMES)
  outcome!: (typeof ROUTING_OUTCOMES)[number];

  @IsOptional()
  @IsString()
  seatId!: string | null;

  @IsArray()
  @IsString({ each: true })
  reasons!: string[];

  /** What every candidate looked like: staff id, open conversations, capacity, idle seconds, whether it served the enterprise last. */
  @IsArray()
  @IsObject({ each: true })
  candidates!: Record<string, unknown>[];
}

export class RoutingDecisionList {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => RoutingDecision)
  decisions!: RoutingDecision[];
}

export class DeclineOffer {
  @IsUUID()
  offerId!: string;
}
