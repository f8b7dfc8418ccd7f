import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AGENCY_KEY_PREFIX, AppError } from '#contracts';
import { Bus, SessionVerifier } from '#messaging';
import type { NextFunction, Request, Response } from 'express';
import { bearerToken } from '../auth/bearer';
import { AgencyQuota, WINDOW_SECONDS } from './agency-quota';

const CACHE_SIZE = 10_000;

/**
 * Whoever comes with an agency's key goes on with the short session that the desk gives for it; each key or session, and
 * each address without one, may make so many requests a minute.
 */
@Injectable()
export class AgencyKeySessions {
  private readonly tokens = new Map<string, string>();

  constructor(
    private readonly bus: Bus,
    private readonly sessions: SessionVerifier,
    private readonly quota: AgencyQuota,
  ) {}

  /** Express middleware for the paths of agencies. */
  readonly enter = (request: Request, response: Response, next: NextFunction): void => {
    this.admit(request, response).then(() => next(), next);
  };

  private async admit(request: Request, response: Response): Promise<void> {
    const bearer = bearerToken(request);
    const key = bearer?.startsWith(AGENCY_KEY_PREFIX) ? bearer : undefined;
    const hash = key && createHash('sha256').update(key).digest('hex');
    const known = hash ? this.tokens.has(hash) && hash : bearer && (await this.sessionOf(bearer));
    // Neither keys nor tokens can be tried out by the thousand: what is not known here counts against its address.
    await this.limit(known || `address ${request.ip}`, response);
    if (!key || !hash) return;
    request.headers.authorization = `Bearer ${await this.tokenOf(key, hash)}`;
    if (!known) await this.limit(hash, response);
  }

  private sessionOf(token: string): Promise<string | undefined> {
    return this.sessions.verify(token).then(
      ({ sessionId }) => `session ${sessionId}`,
      () => undefined,
    );
  }

  /** @throws AppError RATE_LIMITED; the headers say what is left either way. */
  private async limit(who: string, response: Response): Promise<void> {
    const { admitted, limit, remaining, seconds } = await this.quota.take(who);
    response.setHeader('RateLimit-Policy', `${limit};w=${WINDOW_SECONDS}`);
    response.setHeader('RateLimit-Limit', limit);
    response.setHeader('RateLimit-Remaining', remaining);
    response.setHeader('RateLimit-Reset', seconds);
    if (admitted) return;
    response.setHeader('Retry-After', seconds);
    throw new AppError('RATE_LIMITED', `Too many requests. Try again in ${seconds} s.`);
  }

  /** The desk is asked when the session of the key has run out or was ended. */
  private async tokenOf(key: string, hash: string): Promise<string> {
    const known = this.tokens.get(hash);
    const stillGood =
      known &&
      (await this.sessions.verify(known).then(
        () => true,
        () => false,
      ));
    if (known && stillGood) return known;
    this.tokens.delete(hash);
    const { token } = await this.bus.request('desk.agency-key.exchange', { key });
    if (this.tokens.size >= CACHE_SIZE) {
      const [oldest] = this.tokens.keys();
      if (oldest !== undefined) this.tokens.delete(oldest);
    }
    this.tokens.set(hash, token);
    return token;
  }
}
