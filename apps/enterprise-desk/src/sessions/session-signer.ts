import type { KeyObject } from 'node:crypto';
import type { Identity } from '#contracts';
import { SESSION_TOKEN_ALGORITHM, SESSION_TOKEN_ISSUER } from '#messaging';
import { SignJWT } from 'jose';

/** Signs session tokens; only the desk holds the private key. */
export class SessionSigner {
  constructor(private readonly key: KeyObject) {}

  sign({ partyId, sessionId, expiresAt, ...claims }: Identity): Promise<string> {
    return new SignJWT({ ...claims })
      .setProtectedHeader({ alg: SESSION_TOKEN_ALGORITHM })
      .setIssuer(SESSION_TOKEN_ISSUER)
      .setSubject(partyId)
      .setJti(sessionId)
      .setExpirationTime(expiresAt)
      .sign(this.key);
  }
}
