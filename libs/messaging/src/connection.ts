import { connect, type NatsConnection } from 'nats';

export interface NatsOptions {
  /** Of each server, with commas between them. */
  url: string;
  user?: string;
  password?: string;
  /** Shows in the server's monitoring. */
  name: string;
}

/**
 * One connection per process, to one of the servers; it reconnects for ever. Replies come to an inbox of this user's own, which no other
 * user may read. Waits for a server that is not there yet.
 */
export function connectNats({ url, user, password, name }: NatsOptions): Promise<NatsConnection> {
  return connect({
    servers: url.split(','),
    name,
    ...(user ? { user, pass: password, inboxPrefix: `_INBOX_${user}` } : {}),
    waitOnFirstConnect: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    reconnectJitter: 250,
    pingInterval: 5_000,
    maxPingOut: 2,
    ignoreClusterUpdates: true,
    // Else every request makes an Error for its stack.
    noAsyncTraces: true,
  });
}
