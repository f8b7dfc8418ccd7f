import 'reflect-metadata';
import { loadEnv } from '#config';
import { DatabaseModule, unavailability } from '#database';
import { connectNats, MessagingModule, NatsServer, runService, SessionVerifier } from '#messaging';
import { createLogger, NestLogger, ObservabilityModule, Registry, serveMetrics } from '#observability';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { entities } from './database/entities';
import { migrations } from './database/migrations';
import { EmbeddingEnv, KnowledgeEnv } from './knowledge.env';
import { KnowledgeModule } from './knowledge.module';
import { RerankModule } from './rerank/rerank.module';

runService('knowledge', async () => {
  const env = loadEnv(KnowledgeEnv);
  const logging = {
    service: 'knowledge',
    instance: env.INSTANCE,
    level: env.LOG_LEVEL,
    format: env.LOG_FORMAT,
  };
  const logger = createLogger(logging);
  const sessions = new SessionVerifier(env.SESSION_PUBLIC_KEY);
  const nats = await connectNats({
    url: env.NATS_URL,
    user: env.NATS_USER,
    password: env.NATS_PASSWORD,
    name: env.INSTANCE,
  });
  sessions.follow(nats);
  const root: DynamicModule = {
    module: KnowledgeModule,
    imports: [
      ObservabilityModule.forService(logging, logger),
      MessagingModule.with(nats, sessions),
      RerankModule.with(loadEnv(EmbeddingEnv)),
      DatabaseModule.forService({ url: env.DATABASE_URL, schema: 'knowledge', entities, migrations }),
    ],
  };
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(root, {
    strategy: new NatsServer('knowledge', nats, sessions, logger, { foresee: unavailability }),
    logger: new NestLogger(logger),
  });
  await app.listen();
  const { METRICS_HOST, METRICS_PORT } = env;
  const metrics = METRICS_PORT && (await serveMetrics(app.get(Registry), METRICS_HOST, METRICS_PORT));
  logger.info({ nats: nats.getServer() }, 'knowledge answers.');
  return {
    close: async () => {
      if (metrics) metrics.close();
      await app.close();
      await nats.close();
    },
  };
});
