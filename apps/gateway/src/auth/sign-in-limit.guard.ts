import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { AppError } from '#contracts';
import type { Request, Response } from 'express';
import { GatewayEnv } from '../gateway.env';
import { RateBuckets } from '../rate-buckets';

/** Bounds how often one address may try to sign in. */
@Injectable()
export class SignInLimitGuard implements CanActivate {
  private readonly buckets: RateBuckets;

  constructor({ GATEWAY_SIGN_INS_PER_SECOND: rate }: GatewayEnv) {
    this.buckets = new RateBuckets(rate, rate);
  }

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    if (this.buckets.take(http.getRequest<Request>().ip ?? '')) return true;
    http.getResponse<Response>().setHeader('Retry-After', '1');
    throw new AppError('RATE_LIMITED', 'Too many sign-ins from this address. Try again in a second.');
  }
}
