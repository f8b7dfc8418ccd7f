import { AppError, unstorable } from '#contracts';
import {
  createRemoteJWKSet,
  decodeJwt,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import type { HostApp } from '../desk.env';
import { isCreditCode } from '../enterprises/credit-code';
import type { VouchedRepresentative } from '../enterprises/enterprises.service';

const MAX_AGE_SECONDS = 600;
const CLOCK_TOLERANCE_SECONDS = 5;
const JWKS_TIMEOUT_MS = 3_000;

/** Verifies the tokens with which host apps vouch for a representative. */
export class HostTokens {
  private readonly apps: Map<string, { app: HostApp; key: JWTVerifyGetKey | Uint8Array }>;

  constructor(apps: readonly HostApp[]) {
    this.apps = new Map(apps.map((app) => [app.issuer, { app, key: keyOf(app) }]));
  }

  /** @throws AppError UNAUTHENTICATED when the token is not to be trusted, INVALID_ARGUMENT naming a claim that is missing or wrong. */
  async verify(token: string): Promise<VouchedRepresentative> {
    const issuer = issuerOf(token);
    const known = this.apps.get(issuer);
    if (!known) throw new AppError('UNAUTHENTICATED', 'The host app is not known to the desk.');
    const payload = await verified(token, known);
    return vouched(issuer, payload);
  }
}

const keyOf = ({ jwksUrl, sharedKey }: HostApp): JWTVerifyGetKey | Uint8Array =>
  jwksUrl
    ? createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: JWKS_TIMEOUT_MS })
    : new Uint8Array(Buffer.from(sharedKey ?? '', 'base64'));

function issuerOf(token: string): string {
  try {
    return decodeJwt(token).iss ?? '';
  } catch (cause) {
    throw new AppError('UNAUTHENTICATED', 'The host token is not a JWT.', undefined, { cause });
  }
}

async function verified(
  token: string,
  { app, key }: { app: HostApp; key: JWTVerifyGetKey | Uint8Array },
): Promise<JWTPayload> {
  const options = {
    issuer: app.issuer,
    audience: app.audience,
    requiredClaims: ['exp', 'sub'],
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
  };
  try {
    const { payload } =
      key instanceof Uint8Array
        ? await jwtVerify(token, key, { ...options, algorithms: ['HS256'] })
        : await jwtVerify(token, key, { ...options, algorithms: ['RS256', 'ES256', 'EdDSA', 'PS256'] });
    const lifetime = (payload.exp ?? 0) - Date.now() / 1000;
    if (lifetime > MAX_AGE_SECONDS + CLOCK_TOLERANCE_SECONDS)
      throw new AppError('UNAUTHENTICATED', `A host token may live ${MAX_AGE_SECONDS} s at most.`);
    return payload;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    if (cause instanceof errors.JWTExpired)
      throw new AppError('UNAUTHENTICATED', 'The host token has expired.', undefined, { cause });
    if (!saysTokenIsWrong(cause)) {
      throw new AppError(
        'UPSTREAM_FAILED',
        "The host app's keys cannot be fetched at the moment.",
        undefined,
        { cause },
      );
    }
    throw new AppError('UNAUTHENTICATED', 'The host token is not valid for this desk.', undefined, { cause });
  }
}

/** Whatever else goes wrong is the fault of the keys: they did not come, or are none. */
const saysTokenIsWrong = (error: unknown): boolean =>
  error instanceof errors.JOSEError &&
  !['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID'].includes(error.code);

function vouched(issuer: string, payload: JWTPayload): VouchedRepresentative {
  const { phone } = payload;
  const creditCode = claim(payload, 'creditCode', 18);
  if (!isCreditCode(creditCode))
    throw wrong('creditCode', 'is not a unified social credit code (GB 32100-2015)');
  return {
    issuer,
    subject: claim(payload, 'sub', 200),
    name: claim(payload, 'name', 100),
    enterprise: claim(payload, 'enterprise', 200),
    creditCode,
    phone: phone === undefined || phone === '' ? undefined : claim(payload, 'phone', 40),
  };
}

function claim(payload: JWTPayload, name: string, maxLength: number): string {
  const value = payload[name];
  if (typeof value !== 'string' || value.length === 0 || value.length > maxLength) {
    throw wrong(name, `must be a string of 1 to ${maxLength} characters`);
  }
  const problem = unstorable(value);
  if (problem !== undefined) throw wrong(name, problem);
  return value;
}

const wrong = (field: string, problem: string): AppError =>
  new AppError('INVALID_ARGUMENT', `The claim ${field} ${problem}.`, {
    fields: [{ field: `hostToken.${field}`, problem }],
  });
