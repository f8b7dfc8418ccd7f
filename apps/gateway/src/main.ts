import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { ConfigurationError, loadEnv } from '#config';
import { connectNats, runService, SessionVerifier } from '#messaging';
import { createLogger, NestLogger, Logger, type LoggerOptions } from '#observability';
import { GatewayEnv } from './gateway.env';
import { GatewayModule } from './gateway.module';
import { setUpHttp } from './http/http-setup';
import { serveDocs } from './openapi/serve-docs';
import { ChatServer } from './realtime/chat-server';

runService('gateway', async () => {
  const env = loadEnv(GatewayEnv);
  const sessions = verifierWith(env.SESSION_PUBLIC_KEY);
  const logging: LoggerOptions = {
    service: 'gateway',
    instance: env.INSTANCE,
    level: env.LOG_LEVEL,
    format: env.LOG_FORMAT,
  };
  const nats = await connectNats({
    url: env.NATS_URL,
    user: env.NATS_USER,
    password: env.NATS_PASSWORD,
    name: env.INSTANCE,
  });
  sessions.follow(nats);
  const app = await NestFactory.create<NestExpressApplication>(
    GatewayModule.with(env, nats, sessions, logging),
    { bodyParser: false, logger: new NestLogger(createLogger(logging)) },
  );
  setUpHttp(app);
  serveDocs(app);
  const chat = app.get(ChatServer);
  chat.attach(app.getHttpServer());
  await listen(app, env);
  app.get(Logger).info({ url: await app.getUrl() }, 'The gateway is open.');

  return {
    async close() {
      await chat.close();
      await app.close();
      await nats.drain();
    },
  };
});

function verifierWith(publicKey: string): SessionVerifier {
  try {
    return new SessionVerifier(publicKey);
  } catch (cause) {
    throw new ConfigurationError(
      'SESSION_PUBLIC_KEY is not the base64 of an Ed25519 public key (SPKI DER).',
      {
        cause,
      },
    );
  }
}

async function listen(app: NestExpressApplication, env: GatewayEnv): Promise<void> {
  const { GATEWAY_HOST: host, GATEWAY_PORT: port } = env;
  try {
    await app.listen(port, host);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code !== 'EADDRINUSE') throw cause;
    throw new ConfigurationError(`Port ${port} on ${host} is taken; set GATEWAY_PORT to a free one.`, {
      cause,
    });
  }
}
