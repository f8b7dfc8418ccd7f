import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AppError, mayDo, type Permission } from '#contracts';
import { SessionVerifier } from '#messaging';
import type { Request } from 'express';
import { bearerToken } from './bearer';
import { PERMISSION } from './needs.decorator';

/** Lets a request through when its session may do what the route needs. The services verify the token again. */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionVerifier,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const permission = this.reflector.get<Permission | undefined>(PERMISSION, context.getHandler());
    if (!permission) throw new AppError('FORBIDDEN', 'The route states no permission.');
    const token = bearerToken(context.switchToHttp().getRequest<Request>());
    if (permission === 'public' && !token) return true;
    const { role } = await this.sessions.verify(token);
    if (mayDo(role, permission)) return true;
    throw new AppError('FORBIDDEN', `This needs the permission "${permission}".`, { permission });
  }
}
