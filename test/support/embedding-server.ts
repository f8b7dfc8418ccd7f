import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

/** A call as it came. */
export interface EmbeddingCall {
  path: string;
  authorization: string | undefined;
  model: string;
  input: string[];
  format: string;
}

export interface EmbeddingAnswer {
  status: number;
  body: string;
  headers?: Record<string, string>;
}

/** What becomes of one call; nothing: it is answered as it should be. */
type Behaviour = (call: EmbeddingCall) => EmbeddingAnswer | undefined;

/**
 * A small endpoint of OpenAI's embeddings protocol on a free port. Its embedding is real: characters and pairs of them
 * hashed into a vector, after words of `meanings` have been put in place of what means the same.
 */
export class EmbeddingServer {
  readonly calls: EmbeddingCall[] = [];
  /** The most that were under way at once. */
  mostAtOnce = 0;
  dimension = 256;
  delayMs = 0;
  behave: Behaviour = () => undefined;
  private atOnce = 0;

  private constructor(
    private readonly server: Server,
    readonly url: string,
    private readonly meanings: Readonly<Record<string, string>>,
  ) {}

  static async start(meanings: Readonly<Record<string, string>> = {}): Promise<EmbeddingServer> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const started = new EmbeddingServer(server, `http://127.0.0.1:${port}/v1`, meanings);
    server.on('request', (request, response) => void started.answer(request, response));
    return started;
  }

  /** Calls that are not answered yet. */
  get underWay(): number {
    return this.atOnce;
  }

  /** Every text that was embedded or refused, in order. */
  get texts(): string[] {
    return this.calls.flatMap(({ input }) => input);
  }

  /** As it was at the start, with no calls. */
  reset(): void {
    this.calls.length = 0;
    Object.assign(this, { mostAtOnce: 0, dimension: 256, delayMs: 0, behave: () => undefined });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  embed(input: string): number[] {
    const plain = Object.entries(this.meanings).reduce(
      (all, [said, meant]) => all.replaceAll(said, meant),
      input,
    );
    const vector = new Array<number>(this.dimension).fill(0);
    const characters = [...plain];
    const grams = characters.flatMap((character, index) => [
      character,
      character + (characters[index + 1] ?? ''),
    ]);
    for (const gram of grams) {
      const place = hash(gram) % this.dimension;
      vector[place] = (vector[place] ?? 0) + 1;
    }
    return vector;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    const sent = JSON.parse(await text(request)) as {
      model: string;
      input: string[];
      encoding_format: string;
    };
    const call: EmbeddingCall = {
      ...{ path: request.url ?? '', authorization: request.headers.authorization },
      ...{ model: sent.model, input: sent.input, format: sent.encoding_format },
    };
    this.calls.push(call);
    const { status, body, headers } = this.behave(call) ?? this.sound(call);
    if (this.delayMs > 0) await sleep(this.delayMs);
    this.atOnce -= 1;
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  }

  private sound({ input, model }: EmbeddingCall): EmbeddingAnswer {
    const data = input.map((one, index) => ({ object: 'embedding', index, embedding: this.embed(one) }));
    const usage = { prompt_tokens: 1, total_tokens: 1 };
    return { status: 200, body: JSON.stringify({ object: 'list', data, model, usage }) };
  }
}

/** FNV-1a. */
function hash(gram: string): number {
  let sum = 0x811c9dc5;
  for (let index = 0; index < gram.length; index += 1)
    sum = Math.imul(sum ^ gram.charCodeAt(index), 0x01000193) >>> 0;
  return sum;
}
