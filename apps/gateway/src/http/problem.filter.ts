import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { currentContext, Logger } from '#observability';
import type { Request, Response } from 'express';
import { isUnforeseen, PROBLEM_TYPE, problemOf } from './problem';

/** Every failure leaves as problem details. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const path = request.originalUrl.split('?')[0] ?? '';
    if (isUnforeseen(error))
      this.log.error({ err: error, path }, 'A request failed in a way nobody foresaw.');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const problem = problemOf(error, path, currentContext()?.requestId ?? '');
    if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    if (problem.status === 503 && !response.hasHeader('Retry-After')) response.setHeader('Retry-After', '1');
    response.status(problem.status).type(PROBLEM_TYPE).send(JSON.stringify(problem));
  }
}
