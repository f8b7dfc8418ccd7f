import type { ClientFrame } from '#contracts';
import { WebSocket } from 'ws';
import type { RateBucket } from '../rate-bucket';
import type { Connection } from './connection';

/** A WebSocket with what its connection needs beside it, so that all sockets share the same listeners. */
export class ChatSocket extends WebSocket {
  connection!: Connection;
  bucket!: RateBucket;
  connectedAt = 0;
  /** Has answered the last ping. */
  isAlive = true;
  /** Frames that came between the hello and the welcome. */
  early: ClientFrame[] | undefined;
  rubbishFrames = 0;
  refusedFrames = 0;
}
