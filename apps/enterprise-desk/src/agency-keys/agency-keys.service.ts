import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  AGENCY_KEY_PREFIX,
  AppError,
  type AgencyKeyView,
  type CreateAgencyKey,
  type ListAgencyKeys,
  type NewAgencyKey,
  type Page,
  type RotateAgencyKey,
  type SessionGrant,
} from '#contracts';
import { decodeIdCursor, pageSize, toPage, UnitOfWork, type Transaction } from '#database';
import { SessionVerifier } from '#messaging';
import { v7 as uuidv7 } from 'uuid';
import { LiveService } from '../live/live.service';
import { MattersService } from '../matters/matters.service';
import { SessionSigner } from '../sessions/session-signer';
import type { AgencyKey } from './agency-key.entity';
import { AgencyKeysRepository } from './agency-keys.repository';

/** How long the session lives that a key is exchanged for; a revoked key's ends at once. */
const SESSION_SECONDS = 300;
const LAST_USED_MS = 60_000;

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Keys with which the systems of agencies use the API. */
@Injectable()
export class AgencyKeysService {
  constructor(
    private readonly repository: AgencyKeysRepository,
    private readonly matters: MattersService,
    private readonly signer: SessionSigner,
    private readonly sessions: SessionVerifier,
    private readonly live: LiveService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws AppError INVALID_ARGUMENT when there is no such agency. */
  async create(request: CreateAgencyKey, createdBy: string, now = new Date()): Promise<NewAgencyKey> {
    await this.matters.requireAgency(request.agencyCode);
    return this.unitOfWork.run((tx) => this.make(tx, request, createdBy, now));
  }

  /** A new key with the same scopes; the old one works on for the hours of the overlap, and without any ends at once. */
  rotate(
    { keyId, overlapHours }: RotateAgencyKey,
    createdBy: string,
    now = new Date(),
  ): Promise<NewAgencyKey> {
    return this.unitOfWork.run(async (tx) => {
      const old = await this.lock(tx, keyId);
      if (!works(old, now)) throw new AppError('INVALID_STATE', 'The key does not work any more.');
      const expiresAt = new Date(now.getTime() + overlapHours * 3_600_000);
      await this.repository.update(tx, keyId, {
        expiresAt: old.expiresAt && old.expiresAt < expiresAt ? old.expiresAt : expiresAt,
      });
      if (overlapHours === 0) this.unitOfWork.onCommit(tx, () => this.endSessions(keyId, now));
      return this.make(tx, old, createdBy, now);
    });
  }

  revoke(keyId: string, now = new Date()): Promise<AgencyKeyView> {
    return this.unitOfWork.run(async (tx) => {
      const key = await this.lock(tx, keyId);
      const revokedAt = key.revokedAt ?? now;
      await this.repository.update(tx, keyId, { revokedAt });
      this.unitOfWork.onCommit(tx, () => this.endSessions(keyId, now));
      return viewOf({ ...key, revokedAt });
    });
  }

  async list({ agencyCode, cursor, limit }: ListAgencyKeys): Promise<Page<AgencyKeyView>> {
    const before = decodeIdCursor(cursor);
    const size = pageSize(limit);
    const rows = await this.repository.list(agencyCode, before, size + 1);
    return toPage(rows, size, ({ id }) => [id], viewOf);
  }

  /** @throws AppError UNAUTHENTICATED for a key that is unknown, revoked or expired. */
  async exchange(given: string, now = new Date()): Promise<SessionGrant> {
    const key = await this.repository.findByHash(hashOf(given));
    if (!key || !works(key, now)) throw new AppError('UNAUTHENTICATED', 'The key is not valid.');
    if (!key.lastUsedAt || now.getTime() - key.lastUsedAt.getTime() > LAST_USED_MS)
      await this.unitOfWork.run((tx) => this.repository.update(tx, key.id, { lastUsedAt: now }));
    const lifetime = Math.floor(now.getTime() / 1000) + SESSION_SECONDS;
    const expiresAt = key.expiresAt
      ? Math.min(lifetime, Math.floor(key.expiresAt.getTime() / 1000))
      : lifetime;
    const { id, agencyCode, name, scopes } = key;
    const claims = { partyId: id, sessionId: id, role: 'agency' as const, name, agencyCode };
    const token = await this.signer.sign({ ...claims, scopes, expiresAt });
    return {
      partyId: id,
      role: 'agency',
      name,
      agencyCode,
      token,
      expiresAt: new Date(expiresAt * 1000).toISOString(),
    };
  }

  private async make(
    tx: Transaction,
    { agencyCode, name, scopes }: CreateAgencyKey,
    createdBy: string,
    now: Date,
  ): Promise<NewAgencyKey> {
    const key = `${AGENCY_KEY_PREFIX}${randomBytes(32).toString('base64url')}`;
    const row: AgencyKey = {
      id: uuidv7(),
      agencyCode,
      name,
      scopes,
      hash: hashOf(key),
      ending: key.slice(-4),
      createdBy,
      createdAt: now,
      lastUsedAt: null,
      expiresAt: null,
      revokedAt: null,
    };
    await this.repository.add(tx, row);
    return { ...viewOf(row), key };
  }

  private async lock(tx: Transaction, id: string): Promise<AgencyKey> {
    const key = await this.repository.lock(tx, id);
    if (!key) throw new AppError('NOT_FOUND', 'No such key.');
    return key;
  }

  private endSessions(keyId: string, now: Date): void {
    const expiresAt = Math.floor(now.getTime() / 1000) + SESSION_SECONDS;
    this.sessions.end(keyId, expiresAt);
    this.live.sessionEnded({ sessionId: keyId, expiresAt });
  }
}

const works = ({ revokedAt, expiresAt }: AgencyKey, now: Date): boolean =>
  revokedAt === null && (expiresAt === null || expiresAt > now);

const viewOf = (key: AgencyKey): AgencyKeyView => ({
  id: key.id,
  agencyCode: key.agencyCode,
  name: key.name,
  scopes: key.scopes,
  ending: key.ending,
  createdAt: key.createdAt.toISOString(),
  lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  expiresAt: key.expiresAt?.toISOString() ?? null,
  revokedAt: key.revokedAt?.toISOString() ?? null,
});
