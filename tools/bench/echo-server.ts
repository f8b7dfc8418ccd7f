import { WebSocketServer, type WebSocket } from 'ws';

/** A bare `ws` echo on a free port, which it tells its parent. */
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false }, () => {
  process.send?.((server.address() as { port: number }).port);
});
server.on('connection', (socket: WebSocket) => {
  socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
});
process.once('disconnect', () => process.exit());
