import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { AppError } from '#contracts';
import { WebSocketServer, type RawData } from 'ws';
import { GatewayEnv } from '../gateway.env';
import { GatewayMetrics } from '../gateway-metrics';
import { RateBucket } from '../rate-bucket';
import { ChatSocket } from './chat-socket';
import { Connection } from './connection';
import { FrameGate } from './frame-gate';
import { FrameRouter } from './frame-router';
import { HEARTBEAT_SECONDS, Lobby } from './lobby';

const CHAT_PATH = '/api/v1/chat';

const MAX_FRAME_BYTES = 64 * 1024;
const HELLO_WITHIN_MS = 10_000;
const HELLO_CHECK_MS = 1_000;
const LEAVE_WITHIN_MS = 1_000;

/** The chat protocol over WebSocket. All sockets share their listeners and two timers. */
@Injectable()
export class ChatServer implements OnModuleDestroy {
  private readonly server = new WebSocketServer({
    noServer: true,
    WebSocket: ChatSocket,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    clientTracking: false,
  });
  private readonly sockets = new Set<ChatSocket>();
  /** Those who have not said hello, in the order in which they came. */
  private readonly strangers = new Set<ChatSocket>();
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly arrived: { socket: ChatSocket; data: RawData; isBinary: boolean }[] = [];
  private isClosing = false;

  constructor(
    private readonly env: GatewayEnv,
    private readonly gate: FrameGate,
    private readonly router: FrameRouter,
    private readonly lobby: Lobby,
    private readonly metrics: GatewayMetrics,
  ) {}

  /** Takes the upgrades of an HTTP server. */
  attach(http: Server): void {
    http.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
    this.timers.push(
      setInterval(() => this.checkHeartbeats(), HEARTBEAT_SECONDS * 1000),
      // After what has arrived was taken in, so that a gateway that is late itself closes nobody for it.
      setInterval(() => setImmediate(() => setImmediate(() => this.closeStrangers())), HELLO_CHECK_MS),
    );
  }

  /** Asks everybody to go elsewhere, and gives them a moment to; new ones are refused from now on. */
  async close(): Promise<void> {
    this.isClosing = true;
    this.lobby.closeAll();
    for (const { connection } of this.strangers) connection.close('goingAway', 'The gateway stops.');
    const until = performance.now() + LEAVE_WITHIN_MS;
    while (this.sockets.size > 0 && performance.now() < until) await sleep(10);
  }

  onModuleDestroy(): void {
    for (const timer of this.timers) clearInterval(timer);
    for (const socket of this.sockets) socket.terminate();
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const path = request.url?.split('?')[0];
    if (path !== CHAT_PATH) refuseUpgrade(socket, '404 Not Found');
    else if (this.isClosing || this.sockets.size >= this.env.GATEWAY_MAX_CONNECTIONS)
      refuseUpgrade(socket, '503 Service Unavailable');
    else this.server.handleUpgrade(request, socket, head, (chat) => this.accept(chat, socket));
  }

  private accept(socket: ChatSocket, carrier: Duplex): void {
    const now = performance.now();
    const { GATEWAY_FRAMES_PER_SECOND: rate, GATEWAY_MAX_BUFFERED_BYTES } = this.env;
    socket.connection = new Connection(socket, GATEWAY_MAX_BUFFERED_BYTES, this.metrics);
    socket.bucket = new RateBucket(rate, 2 * rate, now);
    socket.carrier = carrier;
    socket.connectedAt = now;
    this.sockets.add(socket);
    this.strangers.add(socket);
    this.metrics.connections.inc({ transport: 'websocket' });
    socket.on('message', this.onMessage).on('pong', onPong).on('close', this.onClose).on('error', onError);
  }

  private readonly onMessage = this.listener((socket, data: RawData, isBinary: boolean) => {
    if (this.arrived.push({ socket, data, isBinary }) === 1) setImmediate(this.takeIn);
  });

  /** What came in one turn of the event loop is asked of the services together, in one system call. */
  private readonly takeIn = (): void => {
    for (const { socket, data, isBinary } of this.arrived.splice(0))
      this.gate.receive(socket, data, isBinary);
  };

  private readonly onClose = this.listener((socket) => {
    this.sockets.delete(socket);
    this.strangers.delete(socket);
    this.metrics.connections.dec({ transport: 'websocket' });
    this.lobby.dismiss(socket.connection);
  });

  /** `ws` calls listeners with the socket as `this`. */
  private listener<Rest extends unknown[]>(handle: (socket: ChatSocket, ...rest: Rest) => void) {
    return function (this: unknown, ...rest: Rest): void {
      if (this instanceof ChatSocket) handle(this, ...rest);
    };
  }

  private checkHeartbeats(): void {
    for (const socket of this.sockets) {
      if (!socket.isAlive || socket.connection.isClosed) {
        socket.terminate();
        continue;
      }
      socket.isAlive = false;
      socket.ping();
    }
  }

  private closeStrangers(): void {
    const before = performance.now() - HELLO_WITHIN_MS;
    for (const socket of this.strangers) {
      if (socket.connection.isGreeted || socket.early) {
        this.strangers.delete(socket);
        continue;
      }
      if (socket.connectedAt > before) continue;
      this.router.refuse(socket.connection, null, new AppError('UNAUTHENTICATED', 'No hello came.'));
      socket.connection.close('helloTimeout', 'No hello came in time.');
    }
  }
}

function onPong(this: unknown): void {
  if (this instanceof ChatSocket) this.isAlive = true;
}

/** A broken or oversized frame: `ws` closes the socket with the fitting code, then `close` follows. */
function onError(): void {}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
