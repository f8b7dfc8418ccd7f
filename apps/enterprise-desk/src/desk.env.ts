import { DatabaseEnv } from '#config';
import { plainToInstance, Transform, Type } from 'class-transformer';
import {
  IsArray,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  IsUrl,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

/** A host app whose tokens are accepted, signed with a key of its JWKS or with a shared key (HS256). */
export class HostApp {
  @IsString()
  @Length(1, 200)
  issuer!: string;

  @IsString()
  @Length(1, 200)
  audience!: string;

  /** Base64 of at least 32 bytes. */
  @ValidateIf((app: HostApp) => app.jwksUrl === undefined)
  @IsString()
  @Length(43, 200)
  sharedKey?: string;

  @IsOptional()
  @IsUrl({ require_tld: false, protocols: ['http', 'https'] })
  jwksUrl?: string;
}

/** The settings of the enterprise desk; times in seconds. */
export class DeskEnv extends DatabaseEnv {
  /** Base64 of an Ed25519 PKCS#8 DER. */
  @IsString()
  SESSION_PRIVATE_KEY!: string;

  @Matches(/^[A-Za-z0-9+/]{43}=$/, { message: 'PERSONAL_DATA_KEY must be 32 bytes in base64' })
  PERSONAL_DATA_KEY!: string;

  @Transform(({ value }: { value: unknown }) => parseHostApps(value))
  @IsArray({ message: 'HOST_APPS must be a JSON array' })
  @ValidateNested({ each: true, message: 'HOST_APPS must list {issuer, audience, sharedKey | jwksUrl}' })
  HOST_APPS!: HostApp[];

  @Type(() => Number)
  @IsInt()
  @Min(2)
  @Max(600)
  OFFER_SECONDS = 20;

  @Type(() => Number)
  @IsInt()
  @Min(2)
  @Max(3600)
  FIRST_REPLY_SECONDS = 60;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3600)
  FIRST_REPLY_WARNING_SECONDS = 45;

  /** How long a seat's connection may be silent before its lease lapses. */
  @Type(() => Number)
  @IsInt()
  @Min(2)
  @Max(600)
  LEASE_SECONDS = 24;

  /** How long after the lapse the seat's open conversations go back to the queue. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3600)
  REQUEUE_SECONDS = 60;

  /** How long a business may be gone before its place in the queue is given up. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(86_400)
  ABANDON_SECONDS = 300;

  @Type(() => Number)
  @IsInt()
  @Min(2)
  @Max(3600)
  INVITATION_SECONDS = 60;

  /** Within how many days the seat that served the enterprise last is preferred. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(3650)
  LAST_SERVED_DAYS = 30;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  OPEN_CONVERSATIONS_PER_REPRESENTATIVE = 3;

  /** How many requests a representative may have left for later that nobody has dealt with yet. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  OPEN_REQUESTS_PER_REPRESENTATIVE = 10;

  /** Within how many working days an enterprise that left a request is contacted. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(60)
  CONTACT_WORKDAYS = 1;

  /** How well, from 0 to 1, an Answer must cover the question for the bot to offer it; 1.1 silences the bot. */
  @Type(() => Number)
  @IsNumber()
  @Min(0)
  @Max(1.1)
  BOT_MIN_SCORE = 0.65;

  /** On how many servers of a NATS cluster the events are kept; as they are where it is not set, and on one at first. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(5)
  NATS_REPLICAS?: number;

  /** How often the books of all agencies are compared. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(86_400)
  RECONCILIATION_SECONDS = 900;

  /** After how long a handover that was not delivered is carried again; twice as long each time. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(86_400)
  HANDOVER_STALE_SECONDS = 900;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(8760)
  SESSION_HOURS = 12;

  /** So many days after a conversation has ended it keeps what is personal in it. */
  @Type(() => Number)
  @IsInt()
  @Min(30)
  @Max(36_500)
  RETENTION_CONVERSATION_DAYS = 1_095;

  /** The same of an order, after the last that was done with it. */
  @Type(() => Number)
  @IsInt()
  @Min(30)
  @Max(36_500)
  RETENTION_ORDER_DAYS = 1_095;

  /** The same of a representative's name and number, after its host app vouched for it last. */
  @Type(() => Number)
  @IsInt()
  @Min(30)
  @Max(36_500)
  RETENTION_CONTACT_DAYS = 1_095;

  @IsOptional()
  @IsString()
  NODE_ENV?: string;

  /** How many times as fast as in life the working time of orders runs, in a demo. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100_000)
  @ValidateBy({
    name: 'notInProduction',
    validator: {
      validate: (factor, args) => factor === 1 || (args?.object as DeskEnv).NODE_ENV !== 'production',
      defaultMessage: () => 'CLOCK_FACTOR must be 1 where NODE_ENV is production',
    },
  })
  CLOCK_FACTOR = 1;
}

function parseHostApps(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    const parsed: unknown = JSON.parse(value);
    return Array.isArray(parsed) ? plainToInstance(HostApp, parsed) : parsed;
  } catch {
    return value;
  }
}
