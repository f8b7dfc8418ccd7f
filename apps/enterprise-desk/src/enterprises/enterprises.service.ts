import { Injectable } from '@nestjs/common';
import { AppError } from '#contracts';
import type { Transaction } from '#database';
import { PersonalData } from '../personal-data/personal-data';
import type { Enterprise } from './enterprise.entity';
import { EnterprisesRepository } from './enterprises.repository';

/** A representative as a host app vouches for it. */
export interface VouchedRepresentative {
  issuer: string;
  subject: string;
  name: string;
  phone?: string | undefined;
  creditCode: string;
  enterprise: string;
}

@Injectable()
export class EnterprisesService {
  constructor(
    private readonly repository: EnterprisesRepository,
    private readonly personalData: PersonalData,
  ) {}

  /** @throws AppError NOT_FOUND */
  async get(id: string): Promise<Enterprise> {
    const enterprise = await this.repository.findById(id);
    if (!enterprise) throw new AppError('NOT_FOUND', 'No such enterprise.');
    return enterprise;
  }

  /** By credit code. What somebody says on the phone does not change the name of an enterprise that is known. */
  async findOrAdd(
    tx: Transaction,
    named: readonly { creditCode: string; name: string }[],
  ): Promise<Map<string, Enterprise>> {
    if (named.length === 0) return new Map();
    const found = await this.repository.findOrAdd(tx, named);
    return new Map(found.map((enterprise) => [enterprise.creditCode, enterprise]));
  }

  /** By representative; those of whom none is known are left out. */
  async encryptedPhonesOf(
    tx: Transaction,
    representativeIds: readonly string[],
  ): Promise<Map<string, string>> {
    if (representativeIds.length === 0) return new Map();
    const found = await this.repository.findRepresentatives(tx, representativeIds);
    return new Map(found.flatMap(({ id, phoneEncrypted }) => (phoneEncrypted ? [[id, phoneEncrypted]] : [])));
  }

  /** @throws AppError NOT_FOUND */
  async encryptedContactOf(representativeId: string): Promise<{ name: string; phone: string | null }> {
    const representative = await this.repository.findRepresentative(representativeId);
    if (!representative) throw new AppError('NOT_FOUND', 'No such representative.');
    return { name: representative.nameEncrypted, phone: representative.phoneEncrypted };
  }

  /** Records who the host app says is acting for which enterprise; returns their ids. */
  async record(
    tx: Transaction,
    vouched: VouchedRepresentative,
  ): Promise<{ enterprise: Enterprise; representativeId: string }> {
    const enterprise = await this.repository.upsertEnterprise(tx, vouched.creditCode, vouched.enterprise);
    const representative = await this.repository.upsertRepresentative(tx, {
      enterpriseId: enterprise.id,
      issuer: vouched.issuer,
      subject: vouched.subject,
      nameEncrypted: this.personalData.encrypt(vouched.name),
      phoneEncrypted: vouched.phone ? this.personalData.encrypt(vouched.phone) : null,
    });
    return { enterprise, representativeId: representative.id };
  }
}
