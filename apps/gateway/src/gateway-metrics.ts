import { Injectable } from '@nestjs/common';
import { Registry } from '#observability';
import { Counter, Gauge, Histogram } from 'prom-client';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What the gateway counts for Prometheus. */
@Injectable()
export class GatewayMetrics {
  readonly connections: Gauge<'transport'>;
  readonly closed: Counter<'code'>;
  readonly frameSeconds: Histogram<'type'>;
  readonly requestSeconds: Histogram<'subject'>;
  private readonly frames: Counter<'direction' | 'type'>;
  private readonly received = new Map<string, Counter.Internal>();
  private readonly sent = new Map<string, Counter.Internal>();

  constructor(registry: Registry) {
    const registers = [registry];
    this.connections = new Gauge({
      name: 'qifu_gateway_connections',
      help: 'Connections of the chat, by transport',
      labelNames: ['transport'],
      registers,
    });
    this.frames = new Counter({
      name: 'qifu_gateway_frames_total',
      help: 'Chat frames, by direction and type',
      labelNames: ['direction', 'type'],
      registers,
    });
    this.closed = new Counter({
      name: 'qifu_gateway_closed_total',
      help: 'Connections that the gateway closed, by close code',
      labelNames: ['code'],
      registers,
    });
    this.frameSeconds = new Histogram({
      name: 'qifu_gateway_frame_seconds',
      help: 'From the receipt of a client frame to its answer',
      labelNames: ['type'],
      buckets: SECONDS,
      registers,
    });
    this.requestSeconds = new Histogram({
      name: 'qifu_gateway_request_seconds',
      help: 'From a request to a service to its answer',
      labelNames: ['subject'],
      buckets: SECONDS,
      registers,
    });
  }
  countReceived(type: string): void {
    this.frameCounter(this.received, 'in', type).inc();
  }

  countSent(type: string): void {
    this.frameCounter(this.sent, 'out', type).inc();
  }

  private frameCounter(
    known: Map<string, Counter.Internal>,
    direction: string,
    type: string,
  ): Counter.Internal {
    const counter = known.get(type) ?? this.frames.labels(direction, type);
    known.set(type, counter);
    return counter;
  }
}
