import { Injectable } from '@nestjs/common';
import {
  AppError,
  FRAME_SUBJECTS,
  mayDo,
  RPC,
  TypingFrame,
  validate,
  type ClientFrame,
  type ConversationView,
  type RequestFrameType,
} from '#contracts';
import { Bus, toWireError } from '#messaging';
import { Logger, newRequestContext, runInContext } from '#observability';
import { GatewayMetrics } from '../gateway-metrics';
import type { Connection } from './connection';
import { ConversationHub } from './conversation-hub';
import { Lanes } from './lanes';
import { TypingHub } from './typing-hub';

/** Long enough for a busy desk; a client whose desk has died asks the next one soon. */
const ANSWER_WITHIN_MS = 5_000;

interface Request {
  connection: Connection;
  frame: ClientFrame & { type: RequestFrameType };
  receivedAt: number;
}

/** Answered with `ack`, the other requests with `result`. */
const ACKNOWLEDGED: ReadonlySet<string> = new Set(['send', 'edit', 'withdraw']);
/** They change nothing in the sequence of a conversation, so that they need not wait for their turn. */
const OUT_OF_TURN: ReadonlySet<string> = new Set([
  'get',
  'entries',
  'mark',
  'suggestions',
  'nothing-fits',
  'feedback',
]);
/** Whoever did this views the conversation. */
const MAKES_VIEWER: ReadonlySet<string> = new Set(['open', 'accept', 'look-on', 'take-over']);

/** Takes the frames of connections that have been welcomed to where they are answered. */
@Injectable()
export class FrameRouter {
  private readonly lanes = new Lanes<Request>(
    (request) => this.answer(request),
    ({ connection, frame: { id } }) => this.refuse(connection, id, NOT_TRIED),
  );

  constructor(
    private readonly bus: Bus,
    private readonly conversations: ConversationHub,
    private readonly typing: TypingHub,
    private readonly metrics: GatewayMetrics,
    private readonly log: Logger,
  ) {}

  route(connection: Connection, frame: ClientFrame): void {
    const { type, id, data = {} } = frame;
    try {
      if (type === 'hello') throw new AppError('INVALID_STATE', 'You have said hello already.');
      if (type === 'ping') connection.send({ type: 'pong', id });
      else if (type === 'typing')
        this.typing.report(connection, validate(TypingFrame, data, 'refuse').conversationId);
      else this.ask({ connection, frame: { ...frame, type }, receivedAt: performance.now() });
    } catch (error) {
      this.refuse(connection, id, error);
    }
  }

  refuse(connection: Connection, id: string | null, error: unknown): void {
    if (!(error instanceof AppError))
      this.log.error({ err: error }, 'A frame failed in a way nobody foresaw.');
    connection.send({ type: 'error', id, error: toWireError(error) });
  }

  private ask(request: Request): void {
    const { connection, frame } = request;
    const { permission } = RPC[FRAME_SUBJECTS[frame.type]];
    if (!mayDo(connection.session.identity.role, permission)) {
      throw new AppError('FORBIDDEN', `This needs the permission "${permission}".`, { permission });
    }
    const conversationId = frame.data?.['conversationId'];
    if (typeof conversationId !== 'string' || OUT_OF_TURN.has(frame.type)) void this.answer(request);
    else this.lanes.add(`${connection.id} ${conversationId.toLowerCase()}`, request);
  }

  /** False when it is not known whether the request has been done: what comes after it must not overtake it. */
  private async answer({ connection, frame, receivedAt }: Request): Promise<boolean> {
    const { type, id, data = {} } = frame;
    const { token } = connection.session;
    try {
      const answer = await runInContext(newRequestContext(), () =>
        this.bus.forward(FRAME_SUBJECTS[type], data, { token, timeoutMs: ANSWER_WITHIN_MS }),
      );
      const answerType = ACKNOWLEDGED.has(type) ? 'ack' : 'result';
      connection.sendText(answerType, `{"type":"${answerType}","id":${JSON.stringify(id)},"data":${answer}}`);
      if (MAKES_VIEWER.has(type)) this.view(connection, answer);
      return true;
    } catch (error) {
      this.refuse(connection, id, error);
      if (!(error instanceof AppError)) return true;
      if (error.code === 'UNAUTHENTICATED') connection.close('unauthenticated', error.message);
      return error.code !== 'TIMEOUT' && error.code !== 'UNAVAILABLE';
    } finally {
      this.metrics.frameSeconds.observe({ type }, (performance.now() - receivedAt) / 1000);
    }
  }

  private view(connection: Connection, answer: string): void {
    const { id } = JSON.parse(answer) as ConversationView;
    void this.conversations.join(connection, id);
  }
}

const NOT_TRIED = new AppError(
  'UNAVAILABLE',
  'Not tried, since the one before it has failed. Send it again.',
);
