import { AGENCY_SCOPES, type NewAgencyKey } from '#contracts';
import { PullClient } from '../../agency/pull-client';
import type { Plan } from '../../agency/manners';
import type { Api } from '../../client/api';
import type { AgencyBooks, AgencySide } from './agency-side';

const PAUSE_MS = 1_000;

/** An agency whose system fetches with a key of its own, which is revoked when the play is over. */
export class PullSide implements AgencySide {
  readonly kind = 'http-pull';

  private constructor(
    readonly code: string,
    readonly reader: Api,
    private readonly client: PullClient,
    private readonly revoke: () => Promise<unknown>,
  ) {}

  static async start(code: string, admin: Api): Promise<PullSide> {
    const wanted = { agencyCode: code, name: '演示业务系统', scopes: [...AGENCY_SCOPES] };
    const { id, key } = await admin.post<NewAgencyKey>('/agency-keys', wanted);
    const api = admin.as(key);
    const client = new PullClient(api, { pauseMs: PAUSE_MS, returnShare: 0 });
    client.start();
    return new PullSide(code, api, client, () => admin.delete(`/agency-keys/${id}`));
  }

  async plan(orderId: string, plan: Plan): Promise<void> {
    this.client.store.plan(orderId, plan);
  }

  async books(): Promise<AgencyBooks> {
    const { received, done } = this.client.store;
    return { received: [...received.values()], done: [...done.values()] };
  }

  async leave(): Promise<void> {
    await this.client.stop();
    await this.revoke();
  }
}
