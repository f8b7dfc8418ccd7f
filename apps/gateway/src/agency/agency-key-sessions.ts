import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AGENCY_KEY_PREFIX, AppError } from '#contracts';
import { Bus, SessionVerifier } from '#messaging';
import type { NextFunction, Request, Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { bearerToken } from '../auth/bearer';
import { GatewayEnv } from '../gateway.env';

const WINDOW_SECONDS = 60;
const CACHE_SIZE = 10_000;

/**
 * Whoever comes with an agency's key goes on with the short session that the desk gives for it; each key or session, and
 * each address without one, may make so many requests a minute at each gateway.
 */
@Injectable()
export class AgencyKeySessions {
  private readonly tokens = new Map<string, string>();
  private readonly limiter: RateLimiterMemory;

  constructor(
    private readonly bus: Bus,
    private readonly sessions: SessionVerifier,
    env: GatewayEnv,
  ) {
    this.limiter = new RateLimiterMemory({
      points: env.GATEWAY_AGENCY_REQUESTS_PER_MINUTE,
      duration: WINDOW_SECONDS,
    });
  }

  /** Express middleware for the paths of agencies. */
  readonly enter = (request: Request, response: Response, next: NextFunction): void => {
    this.admit(request, response).then(() => next(), next);
  };

  private async admit(request: Request, response: Response): Promise<void> {
    const bearer = bearerToken(request);
    const hash = bearer && createHash('sha256').update(bearer).digest('hex');
    const key = bearer?.startsWith(AGENCY_KEY_PREFIX) ? bearer : undefined;
    // Keys cannot be tried out by the thousand: one that is not known here counts against its address, too.
    if (!hash || (key && !this.tokens.has(hash))) await this.limit(`address ${request.ip}`, response);
    if (hash) await this.limit(hash, response);
    if (key && hash) request.headers.authorization = `Bearer ${await this.tokenOf(key, hash)}`;
  }

  /** @throws AppError RATE_LIMITED; the headers say what is left either way. */
  private async limit(who: string, response: Response): Promise<void> {
    const used = await this.limiter.consume(who).catch((full: unknown) => {
      if (full instanceof RateLimiterRes) return full;
      throw full;
    });
    const { points } = this.limiter;
    const seconds = Math.ceil(used.msBeforeNext / 1000);
    response.setHeader('RateLimit-Policy', `${points};w=${WINDOW_SECONDS}`);
    response.setHeader('RateLimit-Limit', points);
    response.setHeader('RateLimit-Remaining', Math.max(used.remainingPoints, 0));
    response.setHeader('RateLimit-Reset', seconds);
    if (used.consumedPoints <= points) return;
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
