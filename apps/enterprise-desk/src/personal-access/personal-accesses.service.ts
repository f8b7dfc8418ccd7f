import { Injectable } from '@nestjs/common';
import type { Identity, ListPersonalAccesses, Page, PersonalAccessView, PersonalSubject } from '#contracts';
import { decodeIdCursor, pageSize, toPage, UnitOfWork } from '#database';
import { v7 as uuidv7 } from 'uuid';
import { PersonalData } from '../personal-data/personal-data';
import { PersonalAccessesRepository } from './personal-accesses.repository';

interface Wanted {
  subject: PersonalSubject;
  subjectId: string;
  reason: string;
}

/** People read personal data here alone, and not before it is recorded who does, and why. */
@Injectable()
export class PersonalAccesses {
  constructor(
    private readonly repository: PersonalAccessesRepository,
    private readonly personalData: PersonalData,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Whether the caller may see the subject has been checked. */
  async reveal<K extends string>(
    { partyId, name, role, agencyCode }: Identity,
    wanted: Wanted,
    encrypted: Record<K, string | null>,
    now = new Date(),
  ): Promise<Record<K, string | null>> {
    const access = {
      id: uuidv7(),
      at: now,
      actorId: partyId,
      actorName: name,
      role,
      agencyCode: agencyCode ?? null,
      ...wanted,
    };
    await this.unitOfWork.run((tx) => this.repository.add(tx, access));
    const revealed = Object.entries<string | null>(encrypted).map(([field, value]) => [
      field,
      value === null ? null : this.personalData.decrypt(value),
    ]);
    return Object.fromEntries(revealed) as Record<K, string | null>;
  }

  async list(request: ListPersonalAccesses): Promise<Page<PersonalAccessView>> {
    const limit = pageSize(request.limit);
    const rows = await this.repository.list(request, decodeIdCursor(request.cursor), limit + 1);
    return toPage(
      rows,
      limit,
      ({ id }) => [id],
      (row) => ({ ...row, at: row.at.toISOString() }),
    );
  }
}
