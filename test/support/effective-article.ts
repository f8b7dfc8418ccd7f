import type { INestApplicationContext } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { CatalogueArticle } from '../../apps/knowledge/src/articles/catalogue-articles';
import { CatalogueModule } from '../../apps/knowledge/src/articles/catalogue.module';
import { CatalogueService } from '../../apps/knowledge/src/articles/catalogue.service';
import { entities } from '../../apps/knowledge/src/database/entities';
import { openModule } from './nest';
import type { TestDatabase } from './database';

/** An article that readers see, in its first version; returns its id. */
export async function anEffectiveArticle(
  database: TestDatabase,
  article: Pick<CatalogueArticle, 'title' | 'body'> & Partial<CatalogueArticle>,
): Promise<string> {
  const id = uuidv7();
  const app: INestApplicationContext = await openModule(CatalogueModule, 'knowledge', entities, database);
  try {
    const subject = { id, matterCode: 'SCJG-01', agencyCode: 'SCJG', kind: 'question' } as const;
    await app.get(CatalogueService).load([{ ...subject, ...article }]);
    return id;
  } finally {
    await app.close();
  }
}
