import 'reflect-metadata';
import { loadEnv } from '#config';
import type { EventEnvelope, Handover } from '#contracts';
import { Bus, connectNats, NatsServer, runService } from '#messaging';
import { createLogger, NestLogger, ObservabilityModule } from '#observability';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { AdapterEnv } from './adapter.env';
import { AdapterModule } from './adapter.module';
import { AdapterSettingsModule } from './adapter-settings.module';
import { KINDS } from './kinds/kinds';

/** Handovers of one order arrive in their order. */
function laneOf({ data }: EventEnvelope): string {
  const { id, order } = data as Handover;
  return order?.id ?? id;
}

runService('agency-adapter', async () => {
  const env = loadEnv(AdapterEnv);
  const { AGENCY_CODE: agencyCode, AGENCY_KIND: kind } = env;
  const service = `agency-${agencyCode}`;
  const logging = { service, instance: env.INSTANCE, level: env.LOG_LEVEL, format: env.LOG_FORMAT };
  const logger = createLogger(logging);
  const nats = await connectNats({
    url: env.NATS_URL,
    user: env.NATS_USER,
    password: env.NATS_PASSWORD,
    name: env.INSTANCE,
  });
  const root: DynamicModule = {
    module: AdapterModule,
    imports: [
      ObservabilityModule.forService(logging, logger),
      AdapterSettingsModule.with(env, KINDS[kind]()),
    ],
    providers: [{ provide: Bus, useValue: new Bus(nats) }],
  };
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(root, {
    strategy: new NatsServer(service, nats, undefined, logger, { agency: { agencyCode, laneOf } }),
    logger: new NestLogger(logger),
  });
  await app.listen();
  logger.info({ agencyCode, kind }, 'The adapter serves its agency.');
  return {
    close: async () => {
      await app.close();
      await nats.close();
    },
  };
});
