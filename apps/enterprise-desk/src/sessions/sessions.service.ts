import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Identity, SessionGrant, SessionView } from '#contracts';
import { UnitOfWork, type Transaction } from '#database';
import { SessionVerifier } from '#messaging';
import { v7 as uuidv7 } from 'uuid';
import { DeskEnv } from '../desk.env';
import { EnterprisesService } from '../enterprises/enterprises.service';
import { LiveService } from '../live/live.service';
import { maskName } from '../personal-data/personal-data';
import { StaffAccounts } from '../seats/staff-accounts.service';
import { HostTokens } from './host-tokens';
import { SessionSigner } from './session-signer';
import { SessionsRepository } from './sessions.repository';

@Injectable()
export class SessionsService implements OnApplicationBootstrap {
  private readonly hostTokens: HostTokens;

  constructor(
    private readonly repository: SessionsRepository,
    private readonly enterprises: EnterprisesService,
    private readonly accounts: StaffAccounts,
    private readonly signer: SessionSigner,
    private readonly sessions: SessionVerifier,
    private readonly live: LiveService,
    private readonly unitOfWork: UnitOfWork,
    private readonly env: DeskEnv,
  ) {
    this.hostTokens = new HostTokens(env.HOST_APPS);
  }

  async onApplicationBootstrap(): Promise<void> {
    const ended = await this.repository.listEnded(new Date());
    for (const session of ended) this.sessions.end(session.id, session.expiresAt.getTime() / 1000);
  }

  /** A business comes from a host app. */
  async exchange(hostToken: string): Promise<SessionGrant> {
    const vouched = await this.hostTokens.verify(hostToken);
    return this.unitOfWork.run(async (tx) => {
      const { enterprise, representativeId } = await this.enterprises.record(tx, vouched);
      const identity = this.newIdentity({
        partyId: representativeId,
        role: 'business',
        name: maskName(vouched.name),
        enterpriseId: enterprise.id,
      });
      return { ...(await this.grant(tx, identity)), enterpriseName: enterprise.name };
    });
  }

  /** Staff come with a local account. */
  async signIn(login: string, password: string): Promise<SessionGrant> {
    const staff = await this.accounts.authenticate(login, password);
    const identity = this.newIdentity({
      partyId: staff.id,
      role: staff.role,
      name: staff.name,
      ...(staff.agencyCode ? { agencyCode: staff.agencyCode } : {}),
    });
    return this.unitOfWork.run((tx) => this.grant(tx, identity));
  }

  async get(identity: Identity): Promise<SessionView> {
    const view = viewOf(identity);
    if (!identity.enterpriseId) return view;
    return { ...view, enterpriseName: (await this.enterprises.get(identity.enterpriseId)).name };
  }

  async signOut(identity: Identity): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await this.repository.end(tx, identity.sessionId, new Date());
      this.live.partyAfter(tx, identity.partyId, { type: 'session-ended', sessionId: identity.sessionId });
    });
    const { sessionId, expiresAt } = identity;
    this.sessions.end(sessionId, expiresAt);
    this.live.sessionEnded({ sessionId, expiresAt });
  }

  private newIdentity(who: Omit<Identity, 'sessionId' | 'expiresAt'>): Identity {
    const expiresAt = Math.floor(Date.now() / 1000) + this.env.SESSION_HOURS * 3600;
    return { ...who, sessionId: uuidv7(), expiresAt };
  }

  private async grant(tx: Transaction, identity: Identity): Promise<SessionGrant> {
    const { sessionId, partyId, role, expiresAt } = identity;
    await this.repository.add(tx, { id: sessionId, partyId, role, expiresAt: new Date(expiresAt * 1000) });
    return { ...viewOf(identity), token: await this.signer.sign(identity) };
  }
}

const viewOf = ({ partyId, role, name, enterpriseId, agencyCode, expiresAt }: Identity): SessionView => ({
  partyId,
  role,
  name,
  ...(enterpriseId ? { enterpriseId } : {}),
  ...(agencyCode ? { agencyCode } : {}),
  expiresAt: new Date(expiresAt * 1000).toISOString(),
});
