import type { Control, Told } from '../../agency/agency-system';
import type { Plan } from '../../agency/manners';
import type { Api } from '../../client/api';
import { DemoError } from '../requests';
import type { AgencyBooks, AgencySide } from './agency-side';

const TIMEOUT_MS = 10_000;

/** An agency that is pushed to: its reference system runs beside the suite, and is told how to behave. */
export class PushSide implements AgencySide {
  readonly kind = 'http-push';

  constructor(
    readonly code: string,
    private readonly systemUrl: string,
    readonly reader: Api,
  ) {}

  async plan(orderId: string, plan: Plan): Promise<void> {
    await this.control({ plans: { [orderId]: plan } });
  }

  /** Down for so many ms, whatever becomes of us. */
  async goDown(downForMs: number): Promise<void> {
    await this.control({ downForMs });
  }

  async isDown(): Promise<boolean> {
    return (await this.control({})).down;
  }

  books(): Promise<AgencyBooks> {
    return this.control({});
  }

  async leave(): Promise<void> {
    await this.control({ down: false });
  }

  private async control(control: Control): Promise<Told> {
    const response = await fetch(`${this.systemUrl}/control`, {
      method: 'POST',
      body: JSON.stringify(control),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch(() => {
      throw new DemoError(`The system of ${this.code} does not answer at ${this.systemUrl}.`);
    });
    return (await response.json()) as Told;
  }
}
