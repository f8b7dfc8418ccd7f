import { cityTime, MAX_OVERLAP_HOURS } from '#contracts';
import { Type } from 'class-transformer';
import {
  IsInt,
  isISO8601,
  IsOptional,
  IsUrl,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
} from 'class-validator';

const SECRET = /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/;
const MESSAGE = {
  message: '$property must be a Standard Webhooks secret: whsec_ and base64 of at least 24 bytes',
};

/** When an old secret ends: soon, or it has already. */
const IsOverlapEnd = (): PropertyDecorator =>
  ValidateBy({
    name: 'isOverlapEnd',
    validator: {
      validate: (value: unknown) =>
        isISO8601(value, { strict: true }) &&
        cityTime(String(value)).getTime() <= Date.now() + MAX_OVERLAP_HOURS * 3_600_000,
      defaultMessage: () =>
        `$property must be a day or time such as 2026-11-24T09:00:00+08:00, at most ${MAX_OVERLAP_HOURS} hours from now`,
    },
  });

/** The agency's system: where it is, and the secret of each direction. */
export class HttpPushSettings {
  @IsUrl(
    {
      ...{ require_tld: false, protocols: ['http', 'https'], require_protocol: true },
      ...{ disallow_auth: true, allow_fragments: false, allow_query_components: false },
    },
    { message: 'PUSH_URL must be http(s)://host[:port][/path], without user, query and fragment' },
  )
  PUSH_URL!: string;

  /** Signs what we push. */
  @Matches(SECRET, MESSAGE)
  PUSH_SECRET!: string;

  /** The one before it signs as well, until then. */
  @IsOptional()
  @Matches(SECRET, MESSAGE)
  PUSH_SECRET_OLD?: string;

  @ValidateIf(({ PUSH_SECRET_OLD }: HttpPushSettings) => PUSH_SECRET_OLD !== undefined)
  @IsOverlapEnd()
  PUSH_SECRET_OLD_UNTIL?: string;

  /** Checks what the agency's system delivers to us. */
  @Matches(SECRET, MESSAGE)
  INBOUND_SECRET!: string;

  /** The one before it is taken as well, until then. */
  @IsOptional()
  @Matches(SECRET, MESSAGE)
  INBOUND_SECRET_OLD?: string;

  @ValidateIf(({ INBOUND_SECRET_OLD }: HttpPushSettings) => INBOUND_SECRET_OLD !== undefined)
  @IsOverlapEnd()
  INBOUND_SECRET_OLD_UNTIL?: string;

  @Type(() => Number)
  @IsInt()
  @Min(100)
  @Max(60_000)
  PUSH_TIMEOUT_MS = 10_000;

  /** The first pause after a failed try; later ones grow, with jitter, to the longest. */
  @Type(() => Number)
  @IsInt()
  @Min(10)
  @Max(60_000)
  PUSH_RETRY_MS = 500;

  @Type(() => Number)
  @IsInt()
  @Min(100)
  @Max(3_600_000)
  PUSH_RETRY_MAX_MS = 60_000;
}
