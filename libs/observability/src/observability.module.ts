import { type DynamicModule, Module } from '@nestjs/common';
import type { Logger as PinoLogger } from 'pino';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { createLogger, type LoggerOptions } from './logger';

/** Injection tokens are abstract classes, so that constructors need no `@Inject`. */
export abstract class Logger {
  abstract info(details: object, message: string): void;
  abstract warn(details: object, message: string): void;
  abstract error(details: object, message: string): void;
  abstract debug(details: object, message: string): void;
}

/** The process's logger and its Prometheus registry, for every module. */
@Module({})
export class ObservabilityModule {
  static forService(options: LoggerOptions, logger: PinoLogger = createLogger(options)): DynamicModule {
    const registry = new Registry();
    registry.setDefaultLabels({ service: options.service, instance: options.instance });
    collectDefaultMetrics({ register: registry });
    return {
      module: ObservabilityModule,
      global: true,
      providers: [
        { provide: Logger, useValue: logger },
        { provide: Registry, useValue: registry },
      ],
      exports: [Logger, Registry],
    };
  }
}
