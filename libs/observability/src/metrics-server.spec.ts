import type { AddressInfo } from 'node:net';
import { Counter, Registry } from 'prom-client';
import { serveMetrics } from './metrics-server';

it('shows what is counted, and nothing else', async () => {
  const registry = new Registry();
  new Counter({ name: 'tries_total', help: 'Tries', registers: [registry] }).inc(3);
  const server = await serveMetrics(registry, '127.0.0.1', 0);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const metrics = await fetch(`${url}/metrics`);
    expect(metrics.headers.get('content-type')).toContain('text/plain');
    expect(await metrics.text()).toContain('tries_total 3');
    expect((await fetch(`${url}/`)).status).toBe(404);
    expect((await fetch(`${url}/metrics`, { method: 'POST' })).status).toBe(404);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
