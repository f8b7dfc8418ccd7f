import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { AppError } from '#contracts';
import { Logger } from '#observability';
import type { Request, Response } from 'express';
import { closedBy } from './follow-up-form';
import { sendPage } from './send-page';

/** Whoever opens a link in a browser reads a page, whatever has failed; the path, which is the token, is not logged. */
@Catch()
export class FollowUpPageFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    if (!(error instanceof AppError))
      this.log.error({ err: error }, 'The page of a follow-up failed in a way nobody foresaw.');
    const kind = error instanceof AppError ? closedBy(error) : 'trouble';
    sendPage(http.getRequest<Request>(), http.getResponse<Response>(), { kind });
  }
}
