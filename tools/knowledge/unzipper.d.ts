declare module 'unzipper' {
  import type { Writable } from 'node:stream';

  /** Reads a zip from its beginning; what comes out are its entries, each a stream of what it unpacks to. */
  export function Parse(options: { forceStream: true }): Writable & AsyncIterable<AsyncIterable<Buffer>>;
}
