import { Type } from 'class-transformer';
import { IsInt, IsUrl, Matches, Max, Min } from 'class-validator';

const SECRET = /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/;
const MESSAGE = {
  message: '$property must be a Standard Webhooks secret: whsec_ and base64 of at least 24 bytes',
};

/** The agency's system: where it is, and the secret of each direction. */
export class HttpPushSettings {
  @IsUrl({ require_tld: false, protocols: ['http', 'https'], require_protocol: true })
  PUSH_URL!: string;

  /** Signs what we push. */
  @Matches(SECRET, MESSAGE)
  PUSH_SECRET!: string;

  /** Checks what the agency's system delivers to us. */
  @Matches(SECRET, MESSAGE)
  INBOUND_SECRET!: string;

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
