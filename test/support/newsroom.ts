import type { INestApplicationContext } from '@nestjs/common';
import type { ArticleView, SaveArticle } from '#contracts';
import { v7 as uuidv7 } from 'uuid';
import { ArticlesService } from '../../apps/knowledge/src/articles/articles.service';
import { DraftsService } from '../../apps/knowledge/src/articles/drafts.service';
import { LifecycleService } from '../../apps/knowledge/src/articles/lifecycle.service';
import { someone } from './knowledge';

/** A small question of SCJG-01 as an editor saves it. */
export const wording = (zh: string, over: Partial<SaveArticle> = {}): SaveArticle => ({
  matterCode: 'SCJG-01',
  kind: 'question',
  title: { zh: '要多久？', en: 'How long?' },
  body: { zh, en: 'A day.' },
  idempotencyKey: uuidv7(),
  ...over,
});

/** People who write and approve articles in the service under test. */
export class Newsroom {
  readonly editor = someone('editor');
  readonly reviewer = someone('reviewer');
  readonly admin = someone('admin');
  readonly articles: ArticlesService;
  readonly drafts: DraftsService;
  readonly lifecycle: LifecycleService;

  constructor(app: INestApplicationContext) {
    this.articles = app.get(ArticlesService);
    this.drafts = app.get(DraftsService);
    this.lifecycle = app.get(LifecycleService);
  }

  async save(request: SaveArticle, who = this.editor): Promise<ArticleView> {
    return this.articles.show(await this.drafts.save(request, who));
  }

  /** A step by somebody who has seen the article as it is now. */
  async step<T extends object>(id: string, version: number, over: T = {} as T) {
    const { revision } = await this.articles.get({ id, version }, this.admin);
    return { id, version, revision, idempotencyKey: uuidv7(), ...over };
  }

  async submitted(request: SaveArticle): Promise<ArticleView> {
    const { id, version } = await this.save(request);
    return this.articles.show(await this.lifecycle.submit(await this.step(id, version), this.editor));
  }

  /** Written, reviewed and in force. */
  async published(request: SaveArticle): Promise<ArticleView> {
    const { id, version } = await this.submitted(request);
    const effectiveFrom = new Date().toISOString();
    await this.lifecycle.approve(await this.step(id, version, { effectiveFrom }), this.reviewer);
    return this.articles.get({ id, version }, this.admin);
  }

  /** The next wording of the article as it is now. */
  async edit(id: string, zh: string, over: Partial<SaveArticle> = {}): Promise<SaveArticle> {
    const { revision } = await this.articles.get({ id }, this.admin);
    return wording(zh, { id, revision, ...over });
  }
}
