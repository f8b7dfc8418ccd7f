import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';

/** The longest a host token may live, in seconds. */
const LIFETIME_SECONDS = 300;

export interface HostAppKeys {
  issuer: string;
  audience: string;
  /** base64, 32 bytes. */
  sharedKey: string;
}

/** Who chats for which firm, as the host app knows them. */
export interface Representative {
  id: string;
  name: string;
  creditCode: string;
  enterprise: string;
  phone?: string;
}

/** Plays the city's app in which businesses are signed in: vouches for a representative with a signed JWT (HS256). */
export class HostApp {
  private readonly key: Uint8Array;

  constructor(private readonly keys: HostAppKeys) {
    this.key = Buffer.from(keys.sharedKey, 'base64');
  }

  /** A token to exchange for a session; good for 5 minutes at most. */
  vouchFor({ id, name, creditCode, enterprise, phone }: Representative, lifetimeSeconds = LIFETIME_SECONDS) {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ name, creditCode, enterprise, ...(phone ? { phone } : {}) })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(this.keys.issuer)
      .setAudience(this.keys.audience)
      .setSubject(id)
      .setJti(randomUUID())
      .setIssuedAt(now)
      .setExpirationTime(now + Math.min(lifetimeSeconds, LIFETIME_SECONDS))
      .sign(this.key);
  }
}
