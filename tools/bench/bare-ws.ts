import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { liveMemory } from './memory';
import { TEXT } from './message-load';

export interface BareWs {
  /** Echoes per second, 200 connections with one message on the way each. */
  echoesPerSecond: number;
  /** Live bytes in the server per idle connection. */
  bytesPerConnection: number;
}

const ECHO_INSPECTOR_PORT = 9230;

/** What `ws` alone does and takes on this machine. */
export async function measureBareWs(seconds: number, connections: number): Promise<BareWs> {
  const server = fork(join(__dirname, 'echo-server.js'), {
    execArgv: [`--inspect=127.0.0.1:${ECHO_INSPECTOR_PORT}`],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  try {
    const [port] = (await once(server, 'message')) as [number];
    const url = `ws://127.0.0.1:${port}`;
    const echoesPerSecond = await echoes(url, seconds);
    return { echoesPerSecond, bytesPerConnection: await idle(url, connections) };
  } finally {
    server.kill();
  }
}

async function echoes(url: string, seconds: number): Promise<number> {
  let count = 0;
  const sockets = await Promise.all(Array.from({ length: 200 }, () => open(url)));
  for (const socket of sockets) {
    socket.on('message', () => {
      count += 1;
      socket.send(TEXT);
    });
    socket.send(TEXT);
  }
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  for (const socket of sockets) socket.terminate();
  return count / seconds;
}

async function idle(url: string, connections: number): Promise<number> {
  const before = await liveMemory(ECHO_INSPECTOR_PORT);
  const sockets: WebSocket[] = [];
  while (sockets.length < connections)
    sockets.push(...(await Promise.all(Array.from({ length: 50 }, () => open(url)))));
  const after = await liveMemory(ECHO_INSPECTOR_PORT);
  for (const socket of sockets) socket.terminate();
  return (after - before) / connections;
}

async function open(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  await once(socket, 'open');
  return socket;
}
