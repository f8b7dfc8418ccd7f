import type { Bus } from '#messaging';
import type { Msg, NatsConnection, SubscriptionOptions } from 'nats';
import { GatewayEnv } from '../gateway.env';
import { AgencyQuota } from './agency-quota';

/** Gateways that hear each other at once. */
function gateways(count: number, limit: number): { quotas: AgencyQuota[]; told: string[] } {
  const told: string[] = [];
  const listeners: ((error: null, message: Msg) => void)[] = [];
  const nats = {
    subscribe: (_subject: string, { callback }: SubscriptionOptions) => {
      if (callback) listeners.push(callback);
    },
  } as unknown as NatsConnection;
  const bus = {
    publish: (_subject: string, news: { who: string }) => {
      told.push(news.who);
      for (const listener of listeners) listener(null, { json: () => news } as Msg);
    },
  } as unknown as Bus;
  const env = Object.assign(new GatewayEnv(), { GATEWAY_AGENCY_REQUESTS_PER_MINUTE: limit });
  const quotas = Array.from({ length: count }, () => new AgencyQuota(nats, bus, env));
  for (const quota of quotas) quota.onModuleInit();
  return { quotas, told };
}

test('what one gateway lets in counts at all, once, and what is refused is not told', async () => {
  const { quotas, told } = gateways(2, 4);
  const [here, there] = quotas as [AgencyQuota, AgencyQuota];
  expect(await here.take('key')).toMatchObject({ admitted: true, limit: 4, remaining: 3 });
  expect(await there.take('key')).toMatchObject({ admitted: true, remaining: 2 });
  expect(await here.take('key')).toMatchObject({ admitted: true, remaining: 1 });
  expect(await there.take('key')).toMatchObject({ admitted: true, remaining: 0 });
  for (const quota of quotas) {
    const { admitted, remaining, seconds } = await quota.take('key');
    expect({ admitted, remaining }).toEqual({ admitted: false, remaining: 0 });
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
  }
  expect(told).toEqual(['key', 'key', 'key', 'key']);
  expect(await there.take('another')).toMatchObject({ admitted: true, remaining: 3 });
});
