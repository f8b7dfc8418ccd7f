import { Controller, Inject } from '@nestjs/common';
import { ActDone, AgencyBooks, AgencyWebhook, AskBooks, HealthReport, type EventEnvelope } from '#contracts';
import { Consumes, Handles } from '#messaging';
import { Courier } from './courier.service';
import { Inbound } from './inbound.service';
import { Kind, type AgencyKind } from './kinds/agency-kind';

@Controller()
export class AdapterHandler {
  constructor(
    @Inject(Kind) private readonly kind: AgencyKind,
    private readonly courier: Courier,
    private readonly inbound: Inbound,
  ) {}

  @Consumes('agency.*.handover')
  carry({ data }: EventEnvelope<'agency.*.handover'>): Promise<void> {
    return this.courier.carry(data);
  }

  @Handles('agency.*.webhook')
  receive(webhook: AgencyWebhook): Promise<ActDone> {
    return this.inbound.receive(webhook);
  }

  @Handles('agency.*.books')
  books({ handoverIds }: AskBooks): Promise<AgencyBooks> {
    return this.kind.books(handoverIds);
  }

  @Handles('agency.*.health')
  async health(): Promise<HealthReport> {
    const part = this.kind.health();
    return { status: part.status, parts: [part] };
  }
}
