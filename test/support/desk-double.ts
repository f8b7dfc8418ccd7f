import type { RpcRequest, RpcResponse, RpcSubject } from '#contracts';
import { Bus, Nats } from '#messaging';
import { createLogger, Logger } from '#observability';
import { Global, Module, type DynamicModule } from '@nestjs/common';

type Answers = { [S in RpcSubject]?: (request: RpcRequest<S>) => RpcResponse<S> };

@Global()
@Module({})
class DeskDoubleModule {}

/** What a service asks of others and tells them, without NATS: `answers` are given, `told` is what was published. */
export class DeskDouble {
  readonly told: { subject: string; news: object }[] = [];

  constructor(private readonly answers: Answers) {}

  get module(): DynamicModule {
    const log = createLogger({ service: 'test', instance: 'test', level: 'fatal', format: 'json' });
    const bus = {
      request: (subject: RpcSubject, request: never) => {
        const answer = this.answers[subject] as ((asked: never) => unknown) | undefined;
        if (!answer) return Promise.reject(new Error(`Nobody answers ${subject}.`));
        return Promise.resolve().then(() => answer(request));
      },
      publish: (subject: string, news: object) => void this.told.push({ subject, news }),
    };
    const nats = { subscribe: () => ({ unsubscribe: () => undefined }), isClosed: () => true };
    return {
      module: DeskDoubleModule,
      global: true,
      providers: [
        { provide: Bus, useValue: bus },
        { provide: Nats, useValue: nats },
        { provide: Logger, useValue: log },
      ],
      exports: [Bus, Nats, Logger],
    };
  }
}
