import { loadEnv } from '#config';
import { Registry } from '#observability';
import { EmbeddingEnv } from '../../apps/knowledge/src/knowledge.env';
import { embeddedTexts } from '../../apps/knowledge/src/rerank/embedded-text';
import { EmbeddingClient } from '../../apps/knowledge/src/rerank/embedding-client';
import { EmbeddingMetrics } from '../../apps/knowledge/src/rerank/embedding-metrics';
import { fuse, type Relevant } from '../../apps/knowledge/src/rerank/fuse';
import { RERANKED } from '../../apps/knowledge/src/rerank/rerank.service';
import { cosine } from '../../apps/knowledge/src/rerank/vectors';
import type { WrittenArticle } from './collection';

/** The service's re-ranking with its vectors in memory, to measure it. */
export class Meaning {
  private readonly never = new AbortController().signal;

  private constructor(
    private readonly client: EmbeddingClient,
    private readonly env: EmbeddingEnv,
  ) {}

  /** Undefined where no endpoint is configured. */
  static fromEnv(): Meaning | undefined {
    const env = loadEnv(EmbeddingEnv);
    if (env.EMBEDDING_URL === undefined) return undefined;
    return new Meaning(new EmbeddingClient(env, new EmbeddingMetrics(new Registry())), env);
  }

  get model(): string {
    return this.env.EMBEDDING_MODEL;
  }

  /** Each question's hits in their new order. */
  async reorder<H extends Relevant & { candidate: { id: string } }>(
    articles: readonly WrittenArticle[],
    asked: readonly { question: string; hits: readonly H[] }[],
  ): Promise<H[][]> {
    const texts = articles.map(({ id, title, body }) => {
      const wording = { id, version: 1, title, body };
      return embeddedTexts(wording, this.env.EMBEDDING_MAX_CHARACTERS)[0]?.text ?? '';
    });
    const vectors = await this.client.embedTexts(texts, this.never);
    const vectorOf = new Map(articles.map(({ id }, index) => [id, vectors[index]]));
    const questions = await this.client.embedTexts(
      asked.map(({ question }) => this.env.EMBEDDING_QUERY_PREFIX + question),
      this.never,
    );
    return asked.map(({ hits }, index) => {
      const question = questions[index];
      const first = hits.slice(0, RERANKED);
      const cosines = first.map(({ candidate }) => {
        const vector = vectorOf.get(candidate.id);
        return question && vector && cosine(question, vector);
      });
      return [...fuse(first, cosines, this.env.EMBEDDING_WEIGHT), ...hits.slice(RERANKED)];
    });
  }
}
