import type { LoggerService } from '@nestjs/common';
import { pino, stdSerializers, type Logger as PinoLogger } from 'pino';
import { currentContext } from './request-context';

export interface LoggerOptions {
  service: string;
  instance: string;
  level: string;
  format: 'json' | 'pretty';
}

const REDACTED = ['token', 'hostToken', 'password', 'phone', 'authorization', 'text'];

/** What an operator does about these is the same wherever they were met. */
const PASSING: readonly unknown[] = ['TIMEOUT', 'UNAVAILABLE'];

/** An error in the log: one that passes in a sentence, any other with where it came from. */
export function errorInLog(error: Error & { code?: unknown }): object {
  if (error.name !== 'AppError' || !PASSING.includes(error.code)) return stdSerializers.err(error);
  return { type: error.name, code: error.code, message: error.message };
}

/** The process's logger: one JSON line per record, with the request and trace it belongs to; personal data and secrets are cut out. */
export function createLogger(options: LoggerOptions): PinoLogger {
  return pino({
    level: options.level,
    base: { service: options.service, instance: options.instance },
    serializers: { err: errorInLog },
    redact: { paths: [...REDACTED, ...REDACTED.map((field) => `*.${field}`)], censor: '[redacted]' },
    formatters: { level: (label) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: () => {
      const context = currentContext();
      return context ? { requestId: context.requestId, traceId: context.traceparent.slice(3, 35) } : {};
    },
    ...(options.format === 'pretty'
      ? {
          transport: {
            target: 'pino-pretty',
            options: { ignore: 'pid,hostname,service,instance', singleLine: true },
          },
        }
      : {}),
  });
}

/** Nest's own messages through the process's logger; its start-up chatter goes to debug. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: PinoLogger) {}

  log(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }

  error(message: unknown, ...details: unknown[]): void {
    this.logger.error({ details }, String(message));
  }

  warn(message: unknown, context?: string): void {
    this.logger.warn({ context }, String(message));
  }
}
