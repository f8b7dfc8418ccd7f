import { Injectable } from '@nestjs/common';
import { insertRows, readRows, type Transaction } from '#database';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Enterprise } from './enterprise.entity';
import { Representative } from './representative.entity';

@Injectable()
export class EnterprisesRepository {
  constructor(private readonly dataSource: DataSource) {}

  findById(id: string): Promise<Enterprise | null> {
    return this.dataSource.manager.findOneBy(Enterprise, { id });
  }

  /** The enterprises under their codes; added when they are not known yet, their names left alone when they are. */
  async findOrAdd(
    tx: Transaction,
    named: readonly { creditCode: string; name: string }[],
  ): Promise<Enterprise[]> {
    const codes = named.map(({ creditCode }) => creditCode);
    // In one order, so that two who add the same do not wait for each other.
    const rows = named
      .map(({ creditCode, name }): Enterprise => ({ id: uuidv7(), creditCode, name }))
      .sort((a, b) => (a.creditCode < b.creditCode ? -1 : 1));
    await insertRows(tx, Enterprise, rows, '(credit_code)');
    return readRows(tx, Enterprise, 'WHERE c.credit_code = ANY($1)', [codes]);
  }

  findRepresentatives(tx: Transaction, ids: readonly string[]): Promise<Representative[]> {
    return readRows(tx, Representative, 'WHERE c.id = ANY($1)', [ids]);
  }

  findRepresentative(id: string): Promise<Representative | null> {
    return this.dataSource.manager.findOneBy(Representative, { id });
  }

  /** Creates the enterprise, or takes over its newest name. */
  async upsertEnterprise(tx: Transaction, creditCode: string, name: string): Promise<Enterprise> {
    await tx.query(
      `INSERT INTO enterprises (id, credit_code, name) VALUES ($1, $2, $3)
       ON CONFLICT (credit_code) DO UPDATE SET name = excluded.name WHERE enterprises.name <> excluded.name`,
      [uuidv7(), creditCode, name],
    );
    return tx.findOneByOrFail(Enterprise, { creditCode });
  }

  async upsertRepresentative(
    tx: Transaction,
    values: Omit<Representative, 'id' | 'seenAt' | 'forgottenAt'>,
  ): Promise<Representative> {
    const { issuer, subject, enterpriseId } = values;
    await tx.query(
      `INSERT INTO representatives (id, enterprise_id, issuer, subject, name_encrypted, phone_encrypted)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (issuer, subject, enterprise_id) DO UPDATE
         SET name_encrypted = excluded.name_encrypted,
             phone_encrypted = coalesce(excluded.phone_encrypted, representatives.phone_encrypted),
             seen_at = now(), forgotten_at = NULL`,
      [uuidv7(), enterpriseId, issuer, subject, values.nameEncrypted, values.phoneEncrypted],
    );
    return tx.findOneByOrFail(Representative, { issuer, subject, enterpriseId });
  }
}
