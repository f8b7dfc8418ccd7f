import { generateKeyPairSync } from 'node:crypto';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { SessionVerifier } from '#messaging';
import type { NatsConnection } from 'nats';
import { GatewayEnv } from '../gateway.env';
import { GatewayModule } from '../gateway.module';
import { prefixRoutes } from '../http/http-setup';

/** The gateway's routes without servers: in Nest's preview mode nothing is started, so that NATS is never used. */
export async function previewApp(): Promise<INestApplication> {
  const sessions = new SessionVerifier(generateKeyPairSync('ed25519').publicKey);
  const logging = { service: 'gateway', instance: 'preview', level: 'fatal', format: 'json' } as const;
  const module = GatewayModule.with(new GatewayEnv(), {} as NatsConnection, sessions, logging);
  const app = await NestFactory.create(module, { preview: true, logger: false, abortOnError: false });
  prefixRoutes(app);
  return app;
}
