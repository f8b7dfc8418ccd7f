import { Registry } from '#observability';
import { GatewayMetrics } from '../gateway-metrics';
import { Connection } from './connection';

describe('Connection', () => {
  it('cuts off a client that does not keep up, once', () => {
    const transport = { bufferedAmount: 0, write: jest.fn(), close: jest.fn() };
    const connection = new Connection(transport, 100, new GatewayMetrics(new Registry()));
    connection.send({ type: 'pong', id: '1' });
    transport.bufferedAmount = 101;
    connection.send({ type: 'pong', id: '2' });
    connection.send({ type: 'pong', id: '3' });
    expect(transport.write.mock.calls).toEqual([['{"type":"pong","id":"1"}']]);
    expect(transport.close.mock.calls).toEqual([[4008, 'The client does not keep up.']]);
  });

  it('has no session before the hello', () => {
    const transport = { bufferedAmount: 0, write: jest.fn(), close: jest.fn() };
    const connection = new Connection(transport, 100, new GatewayMetrics(new Registry()));
    expect(() => connection.session).toThrow('Say hello first.');
  });
});
