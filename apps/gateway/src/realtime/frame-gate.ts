import { Injectable } from '@nestjs/common';
import { AppError, Hello, validate, type ClientFrame } from '#contracts';
import type { RawData } from 'ws';
import { GatewayMetrics } from '../gateway-metrics';
import type { ChatSocket } from './chat-socket';
import { FrameRouter } from './frame-router';
import { Lobby } from './lobby';
import { readFrame, RubbishError } from './read-frame';

const MAX_RUBBISH = 20;
const MAX_REFUSED = 200;
const MAX_EARLY = 64;

/** What every frame passes on its way in: is it one at all, has its sender said hello, does it send too many? */
@Injectable()
export class FrameGate {
  constructor(
    private readonly lobby: Lobby,
    private readonly router: FrameRouter,
    private readonly metrics: GatewayMetrics,
  ) {}

  receive(socket: ChatSocket, data: RawData, isBinary: boolean): void {
    const { connection } = socket;
    try {
      if (isBinary) throw new RubbishError('Frames are text.');
      const frame = readFrame(textOf(data));
      this.metrics.countReceived(frame.type);
      this.pass(socket, frame);
    } catch (error) {
      const frameId = error instanceof RubbishError ? error.frameId : null;
      this.router.refuse(connection, frameId, error);
      socket.rubbishFrames += 1;
      if (socket.rubbishFrames >= MAX_RUBBISH) connection.close('rubbish', 'Too many frames that are none.');
    }
  }

  private pass(socket: ChatSocket, frame: ClientFrame): void {
    const { connection, early } = socket;
    if (!socket.bucket.take(performance.now())) this.slowDown(socket, frame);
    else if (early) this.keep(socket, early, frame);
    else if (connection.isGreeted) this.router.route(connection, frame);
    else if (frame.type === 'hello') void this.greet(socket, frame);
    else this.router.refuse(connection, frame.id, new AppError('UNAUTHENTICATED', 'Say hello first.'));
  }

  private async greet(socket: ChatSocket, { id, data = {} }: ClientFrame): Promise<void> {
    const { connection } = socket;
    socket.early = [];
    try {
      const { token, conversations = [] } = validate(Hello, data, 'refuse');
      await this.lobby.admit(connection, id, token, conversations);
    } catch (error) {
      this.router.refuse(connection, id, error);
      if (error instanceof AppError && error.code === 'UNAUTHENTICATED')
        connection.close('unauthenticated', error.message);
      else if (connection.isGreeted)
        connection.close('goingAway', 'Not possible at the moment. Connect again.');
    }
    const { early } = socket;
    socket.early = undefined;
    for (const frame of early) this.pass(socket, frame);
  }

  private keep({ connection }: ChatSocket, early: ClientFrame[], frame: ClientFrame): void {
    if (early.length < MAX_EARLY) early.push(frame);
    else this.router.refuse(connection, frame.id, new AppError('RATE_LIMITED', 'Wait for the welcome.'));
  }

  private slowDown(socket: ChatSocket, { id }: ClientFrame): void {
    const { connection } = socket;
    this.router.refuse(connection, id, new AppError('RATE_LIMITED', 'Too many frames. Slow down.'));
    socket.refusedFrames += 1;
    if (socket.refusedFrames >= MAX_REFUSED) connection.close('tooManyFrames', 'Too many frames.');
  }
}

/** With the binary type that `ws` has by default a message is one buffer. */
const textOf = (data: RawData): string => (Buffer.isBuffer(data) ? data.toString() : '');
