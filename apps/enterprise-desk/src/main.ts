import 'reflect-metadata';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { loadEnv } from '#config';
import { DatabaseModule, unavailability } from '#database';
import {
  connectNats,
  EventStream,
  MessagingModule,
  NatsServer,
  runService,
  SessionVerifier,
} from '#messaging';
import { OutboxModule } from '#outbox';
import { createLogger, NestLogger, ObservabilityModule, Registry, serveMetrics } from '#observability';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { entities } from './database/entities';
import { migrations } from './database/migrations';
import { DeskEnv } from './desk.env';
import { DeskModule } from './desk.module';
import { LiveService } from './live/live.service';
import { SettingsModule } from './settings.module';

runService('enterprise-desk', async () => {
  const env = loadEnv(DeskEnv);
  const logging = {
    service: 'enterprise-desk',
    instance: env.INSTANCE,
    level: env.LOG_LEVEL,
    format: env.LOG_FORMAT,
  };
  const logger = createLogger(logging);
  const privateKey = createPrivateKey({
    key: Buffer.from(env.SESSION_PRIVATE_KEY, 'base64'),
    format: 'der',
    type: 'pkcs8',
  });
  const sessions = new SessionVerifier(createPublicKey(privateKey));
  const nats = await connectNats({
    url: env.NATS_URL,
    user: env.NATS_USER,
    password: env.NATS_PASSWORD,
    name: env.INSTANCE,
  });
  sessions.follow(nats);
  const root: DynamicModule = {
    module: DeskModule,
    imports: [
      ObservabilityModule.forService(logging, logger),
      SettingsModule.with(env),
      MessagingModule.with(nats, sessions),
      OutboxModule.to(
        new EventStream(nats, 'desk', env.NATS_REPLICAS),
        new EventStream(nats, 'agency', env.NATS_REPLICAS),
      ),
      DatabaseModule.forService({ url: env.DATABASE_URL, schema: 'desk', entities, migrations }),
    ],
  };
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(root, {
    strategy: new NatsServer('desk', nats, sessions, logger, { foresee: unavailability }),
    logger: new NestLogger(logger),
  });
  await app.listen();
  app.get(LiveService).resync();
  const { METRICS_HOST, METRICS_PORT } = env;
  const metrics = METRICS_PORT && (await serveMetrics(app.get(Registry), METRICS_HOST, METRICS_PORT));
  logger.info({ nats: nats.getServer() }, 'The enterprise desk answers.');
  return {
    close: async () => {
      if (metrics) metrics.close();
      await app.close();
      await nats.close();
    },
  };
});
