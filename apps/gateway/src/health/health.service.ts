import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { HealthReport, PartHealth } from '#contracts';
import { Bus, Nats } from '#messaging';
import type { NatsConnection } from 'nats';
import { GatewayEnv } from '../gateway.env';

const TIMEOUT_MS = 2_000;
const SERVICES = ['desk', 'knowledge'] as const;

/** The health of the whole suite as this gateway sees it. */
@Injectable()
export class HealthService {
  private readonly agencies: string[];

  constructor(
    private readonly bus: Bus,
    @Inject(Nats) private readonly nats: NatsConnection,
    { GATEWAY_AGENCIES }: GatewayEnv,
  ) {
    this.agencies = GATEWAY_AGENCIES.split(',').filter((code) => code !== '');
  }

  async check(): Promise<HealthReport> {
    const [nats, services, adapters] = await Promise.all([
      this.checkNats(),
      Promise.all(SERVICES.map((name) => this.checkService(name))),
      Promise.all(this.agencies.map((code) => this.checkAdapter(code))),
    ]);
    const parts = [nats, ...services.flatMap((report) => report.parts), ...adapters];
    const worst = (['down', 'degraded'] as const).find((bad) => parts.some(({ status }) => status === bad));
    const clockFactor = services.find((report) => report.clockFactor)?.clockFactor;
    return { status: worst ?? 'up', parts, ...(clockFactor ? { clockFactor } : {}) };
  }

  /** The suite works on without an adapter: what is for its agency waits. */
  private async checkAdapter(agencyCode: string): Promise<PartHealth> {
    const name = `agency.${agencyCode}`;
    try {
      const options = { agencyCode, timeoutMs: TIMEOUT_MS };
      const { parts } = await this.bus.request('agency.*.health', {}, options);
      const problem = parts.find(({ status }) => status !== 'up')?.problem;
      return problem ? { name, status: 'degraded', problem } : { name, status: 'up' };
    } catch (error) {
      const problem = error instanceof Error ? error.message : 'It cannot be asked.';
      return { name, status: 'degraded', problem };
    }
  }

  private async checkNats(): Promise<PartHealth> {
    const timeout = new AbortController();
    try {
      const answered = await Promise.race([
        this.nats.rtt().then(() => true),
        sleep(TIMEOUT_MS, false, { signal: timeout.signal }),
      ]);
      return answered
        ? { name: 'nats', status: 'up' }
        : { name: 'nats', status: 'down', problem: `No answer within ${TIMEOUT_MS} ms.` };
    } catch {
      return { name: 'nats', status: 'down', problem: 'The message server cannot be reached.' };
    } finally {
      timeout.abort();
    }
  }

  /** The service itself is the first of its parts. */
  private async checkService(name: (typeof SERVICES)[number]): Promise<HealthReport> {
    try {
      const report = await this.bus.request(`${name}.health.check`, {}, { timeoutMs: TIMEOUT_MS });
      const own = report.parts.map((part) => ({ ...part, name: `${name}.${part.name}` }));
      return { ...report, parts: [{ name, status: report.status }, ...own] };
    } catch (error) {
      const problem = error instanceof Error ? error.message : 'It cannot be asked.';
      return { status: 'down', parts: [{ name, status: 'down', problem }] };
    }
  }
}
