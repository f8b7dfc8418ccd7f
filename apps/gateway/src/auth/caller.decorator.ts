import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { RequestOptions } from '#messaging';
import type { Request } from 'express';
import { bearerToken } from './bearer';

/** In whose name a service is asked. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): RequestOptions => ({
  token: bearerToken(context.switchToHttp().getRequest<Request>()),
}));
