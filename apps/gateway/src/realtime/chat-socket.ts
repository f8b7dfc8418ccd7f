import type { Duplex } from 'node:stream';
import type { ClientFrame } from '#contracts';
import { WebSocket } from 'ws';
import type { RateBucket } from '../rate-bucket';
import type { Connection, Transport } from './connection';

/** A WebSocket with what its connection needs beside it, so that all sockets share the same listeners. */
export class ChatSocket extends WebSocket implements Transport {
  connection!: Connection;
  bucket!: RateBucket;
  /** What the frames go through. */
  carrier!: Duplex;
  connectedAt = 0;
  /** Has answered the last ping. */
  isAlive = true;
  /** Frames that came between the hello and the welcome. */
  early: ClientFrame[] | undefined;
  rubbishFrames = 0;
  refusedFrames = 0;

  /** What is written in one turn of the event loop leaves in one system call. */
  write(frame: string): void {
    holdBack(this.carrier);
    this.send(frame);
  }
}

const heldBack = new Set<Duplex>();

function holdBack(carrier: Duplex): void {
  if (heldBack.has(carrier)) return;
  if (heldBack.size === 0) setImmediate(letGo);
  heldBack.add(carrier);
  carrier.cork();
}

function letGo(): void {
  for (const carrier of heldBack) carrier.uncork();
  heldBack.clear();
}
