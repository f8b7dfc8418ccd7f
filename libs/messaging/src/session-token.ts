import { createPublicKey, type KeyObject } from 'node:crypto';
import {
  AGENCY_SCOPES,
  AppError,
  LIVE,
  ROLES,
  type EndedSession,
  type Identity,
  type Role,
} from '#contracts';
import { jwtVerify } from 'jose';
import type { NatsConnection } from 'nats';

export const SESSION_TOKEN_ALGORITHM = 'EdDSA';
export const SESSION_TOKEN_ISSUER = 'qifu-desk';

const CACHE_SIZE = 20_000;

/** Verifies session tokens with the desk's public key; a token once verified is not verified again before it expires. */
export class SessionVerifier {
  private readonly key: KeyObject;
  private readonly verified = new Map<string, Identity>();
  private readonly ended = new Map<string, number>();

  /** @param publicKey base64 of an Ed25519 SPKI DER. */
  constructor(publicKey: string | KeyObject) {
    this.key =
      typeof publicKey === 'string'
        ? createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
        : publicKey;
  }

  /** @throws AppError UNAUTHENTICATED when the token is missing, forged, expired or ended. */
  async verify(token: string | undefined): Promise<Identity> {
    if (!token) throw new AppError('UNAUTHENTICATED', 'Sign in first.');
    const identity = this.verified.get(token) ?? (await this.read(token));
    if (identity.expiresAt * 1000 <= Date.now() || this.ended.has(identity.sessionId)) {
      this.verified.delete(token);
      throw new AppError('UNAUTHENTICATED', 'The session has ended. Sign in again.');
    }
    return identity;
  }

  /** From now on the session's tokens are refused; it is forgotten when they would have expired anyway. */
  end(sessionId: string, expiresAt: number): void {
    const now = Date.now() / 1000;
    for (const [id, until] of this.ended) if (until < now) this.ended.delete(id);
    this.ended.set(sessionId, expiresAt);
  }

  /** Learns of sessions that are ended elsewhere. */
  follow(nats: NatsConnection): void {
    nats.subscribe(LIVE.sessionEnded, {
      callback: (error, msg) => {
        if (error) return;
        const { sessionId, expiresAt } = msg.json<EndedSession>();
        this.end(sessionId, expiresAt);
      },
    });
  }

  private async read(token: string): Promise<Identity> {
    const identity = await this.decode(token);
    if (this.verified.size >= CACHE_SIZE) {
      const [oldest] = this.verified.keys();
      if (oldest !== undefined) this.verified.delete(oldest);
    }
    this.verified.set(token, identity);
    return identity;
  }

  private async decode(token: string): Promise<Identity> {
    try {
      const { payload } = await jwtVerify(token, this.key, {
        issuer: SESSION_TOKEN_ISSUER,
        algorithms: [SESSION_TOKEN_ALGORITHM],
      });
      const { sub, jti, exp, role, name, enterpriseId, agencyCode, scopes } = payload;
      if (!sub || !jti || !exp || !isRole(role) || typeof name !== 'string')
        throw new Error('claims are missing');
      return {
        partyId: sub,
        sessionId: jti,
        role,
        name,
        expiresAt: exp,
        ...(typeof enterpriseId === 'string' ? { enterpriseId } : {}),
        ...(typeof agencyCode === 'string' ? { agencyCode } : {}),
        ...(Array.isArray(scopes) ? { scopes: AGENCY_SCOPES.filter((scope) => scopes.includes(scope)) } : {}),
      };
    } catch (cause) {
      throw new AppError('UNAUTHENTICATED', 'The session token is not valid.', undefined, { cause });
    }
  }
}

const isRole = (value: unknown): value is Role => ROLES.some((role) => role === value);
