import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { AppError } from '#contracts';
import type { Request, Response } from 'express';
import { GatewayEnv } from '../gateway.env';
import { RateBucket } from '../rate-bucket';

const FORGET_ABOVE = 10_000;

/** Bounds how often one address may try to sign in. */
@Injectable()
export class SignInLimitGuard implements CanActivate {
  private readonly buckets = new Map<string, RateBucket>();

  constructor(private readonly env: GatewayEnv) {}

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    if (this.bucketOf(http.getRequest<Request>().ip ?? '').take(performance.now())) return true;
    http.getResponse<Response>().setHeader('Retry-After', '1');
    throw new AppError('RATE_LIMITED', 'Too many sign-ins from this address. Try again in a second.');
  }

  private bucketOf(address: string): RateBucket {
    const known = this.buckets.get(address);
    if (known) return known;
    const now = performance.now();
    if (this.buckets.size >= FORGET_ABOVE) {
      for (const [key, bucket] of this.buckets) if (bucket.isFull(now)) this.buckets.delete(key);
    }
    const rate = this.env.GATEWAY_SIGN_INS_PER_SECOND;
    const bucket = new RateBucket(rate, rate, now);
    this.buckets.set(address, bucket);
    return bucket;
  }
}
