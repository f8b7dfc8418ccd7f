import { Injectable } from '@nestjs/common';
import type { Transaction } from '#database';
import { DataSource, In } from 'typeorm';
import { Attachment } from './attachment.entity';

@Injectable()
export class AttachmentsRepository {
  constructor(private readonly dataSource: DataSource) {}

  async add(tx: Transaction, attachment: Attachment): Promise<void> {
    await tx.createQueryBuilder().insert().into(Attachment).values(attachment).orIgnore().execute();
  }

  getByKey(tx: Transaction, uploadedBy: string, idempotencyKey: string): Promise<Attachment> {
    return tx.findOneByOrFail(Attachment, { uploadedBy, idempotencyKey });
  }

  findWithContent(id: string): Promise<Attachment | null> {
    return this.dataSource.manager
      .createQueryBuilder(Attachment, 'a')
      .addSelect('a.content')
      .where({ id })
      .getOne();
  }

  countOf(agencyCode: string, ids: string[]): Promise<number> {
    return this.dataSource.manager.countBy(Attachment, { agencyCode, id: In(ids) });
  }
}
