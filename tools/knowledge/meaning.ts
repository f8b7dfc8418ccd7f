import { loadEnv } from '#config';
import { Registry } from '#observability';
import { EmbeddingEnv } from '../../apps/knowledge/src/knowledge.env';
import { embeddedTexts, type Wording } from '../../apps/knowledge/src/rerank/embedded-text';
import { EmbeddingClient } from '../../apps/knowledge/src/rerank/embedding-client';
import { EmbeddingMetrics } from '../../apps/knowledge/src/rerank/embedding-metrics';
import { fuse, type Relevant } from '../../apps/knowledge/src/rerank/fuse';
import { RERANKED } from '../../apps/knowledge/src/rerank/rerank.service';
import { closeness } from '../../apps/knowledge/src/rerank/vectors';

type Written = Omit<Wording, 'version'>;

/** The service's re-ranking with its vectors in memory, to measure it. */
export class Meaning {
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
    articles: readonly Written[],
    asked: readonly { question: string; hits: readonly H[] }[],
  ): Promise<H[][]> {
    const vectorsOf = await this.vectorsOf(articles);
    const questions = await this.embed(
      asked.map(({ question }) => this.env.EMBEDDING_QUERY_PREFIX + question),
    );
    return asked.map(({ hits }, index) => {
      const question = questions[index];
      const first = hits.slice(0, RERANKED);
      const cosines = first.map(
        ({ candidate }) => question && closeness(question, vectorsOf.get(candidate.id) ?? []),
      );
      return [...fuse(first, cosines, this.env.EMBEDDING_WEIGHT), ...hits.slice(RERANKED)];
    });
  }

  private async vectorsOf(articles: readonly Written[]): Promise<Map<string, Float32Array[]>> {
    const texts = articles.flatMap((article) =>
      embeddedTexts({ ...article, version: 1 }, this.env.EMBEDDING_MAX_CHARACTERS),
    );
    const vectors = await this.embed(texts.map(({ text }) => text));
    const found = texts.map(({ articleId }, index) => ({ articleId, vector: vectors[index] }));
    const byArticle = Map.groupBy(found, ({ articleId }) => articleId);
    return new Map([...byArticle].map(([id, rows]) => [id, rows.flatMap(({ vector }) => vector ?? [])]));
  }

  private embed(texts: readonly string[]): Promise<Float32Array[]> {
    return this.client.embedTexts(texts, new AbortController().signal);
  }
}
