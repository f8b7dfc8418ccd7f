import { Injectable } from '@nestjs/common';
import type { Transaction } from '#database';
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

  /** The enterprise under its code; added when it is not known yet, its name left alone when it is. */
  async findOrAdd(tx: Transaction, creditCode: string, name: string): Promise<Enterprise> {
    await tx.query(
      'INSERT INTO enterprises (id, credit_code, name) VALUES ($1, $2, $3) ON CONFLICT (credit_code) DO NOTHING',
      [uuidv7(), creditCode, name],
    );
    return tx.findOneByOrFail(Enterprise, { creditCode });
  }

  findRepresentative(tx: Transaction | undefined, id: string): Promise<Representative | null> {
    return (tx ?? this.dataSource.manager).findOneBy(Representative, { id });
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

  async upsertRepresentative(tx: Transaction, values: Omit<Representative, 'id'>): Promise<Representative> {
    const { issuer, subject, enterpriseId } = values;
    await tx.query(
      `INSERT INTO representatives (id, enterprise_id, issuer, subject, name_encrypted, phone_encrypted)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (issuer, subject, enterprise_id) DO UPDATE
         SET name_encrypted = excluded.name_encrypted,
             phone_encrypted = coalesce(excluded.phone_encrypted, representatives.phone_encrypted)`,
      [uuidv7(), enterpriseId, issuer, subject, values.nameEncrypted, values.phoneEncrypted],
    );
    return tx.findOneByOrFail(Representative, { issuer, subject, enterpriseId });
  }
}
