import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AppError, mayDo, type Permission } from '#contracts';
import { SessionVerifier } from '#messaging';
import type { Request, Response } from 'express';
import { GatewayEnv } from '../gateway.env';
import { RateBuckets } from '../rate-buckets';
import { bearerToken } from './bearer';
import { PERMISSION } from './needs.decorator';

/**
 * Lets a request through when its session may do what the route needs; of a business as many as a chat connection may
 * send frames. The services verify the token again.
 */
@Injectable()
export class PermissionGuard implements CanActivate {
  private readonly businesses: RateBuckets;

  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionVerifier,
    { GATEWAY_FRAMES_PER_SECOND: rate }: GatewayEnv,
  ) {
    this.businesses = new RateBuckets(rate, 2 * rate);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const permission = this.reflector.get<Permission | undefined>(PERMISSION, context.getHandler());
    if (!permission) throw new AppError('FORBIDDEN', 'The route states no permission.');
    const http = context.switchToHttp();
    const token = bearerToken(http.getRequest<Request>());
    if (permission === 'public' && !token) return true;
    const { role, partyId } = await this.sessions.verify(token);
    if (role === 'business' && !this.businesses.take(partyId)) {
      http.getResponse<Response>().setHeader('Retry-After', '1');
      throw new AppError('RATE_LIMITED', 'Too many requests. Slow down.');
    }
    if (mayDo(role, permission)) return true;
    throw new AppError('FORBIDDEN', `This needs the permission "${permission}".`, { permission });
  }
}
