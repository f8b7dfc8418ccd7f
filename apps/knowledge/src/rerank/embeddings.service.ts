import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#database';
import { Logger } from '#observability';
import { EmbeddingEnv } from '../knowledge.env';
import { embeddedTexts, type EmbeddedText } from './embedded-text';
import { EmbeddingClient } from './embedding-client';
import { EmbeddingError } from './embedding-error';
import { EmbeddingMetrics } from './embedding-metrics';
import { EmbeddingsRepository, type KnownEmbedding } from './embeddings.repository';

const PROBE = '企业服务';

/** Brings vectors to what readers see. */
@Injectable()
export class EmbeddingsService {
  constructor(
    private readonly repository: EmbeddingsRepository,
    private readonly client: EmbeddingClient,
    private readonly unitOfWork: UnitOfWork,
    private readonly env: EmbeddingEnv,
    private readonly metrics: EmbeddingMetrics,
    private readonly log: Logger,
  ) {}

  /** Asks for one small vector; returns the dimension. @throws EmbeddingError */
  async probe(signal: AbortSignal): Promise<number> {
    const [vector] = await this.client.embedTexts([PROBE], signal);
    return vector?.length ?? 0;
  }

  /**
   * Embeds what is new in these articles and drops what no reader sees; a text that did not change is not sent again.
   * @param dimension where known: a vector of another one is not taken, and one that is kept is made anew.
   * @throws EmbeddingError
   */
  async bringUpToDate(articleIds: readonly string[], signal: AbortSignal, dimension?: number): Promise<void> {
    const [wordings, known] = await Promise.all([
      this.repository.effective(articleIds),
      this.repository.known(articleIds),
    ]);
    const knownOf = new Map(known.map((row) => [keyOf(row), row]));
    const texts = wordings.flatMap((wording) => embeddedTexts(wording, this.env.EMBEDDING_MAX_CHARACTERS));
    const { same = [], changed = [] } = Object.groupBy(texts, (text) =>
      isSame(text, knownOf.get(keyOf(text)), dimension) ? 'same' : 'changed',
    );
    const embedded = await this.embed(changed, signal);
    const vectors = embedded.map(({ vector }) => vector);
    if (dimension !== undefined && vectors.some(({ length }) => length !== dimension))
      throw new EmbeddingError(
        'unusable',
        `The embedding endpoint's vectors have changed their length from ${dimension}: is more than one model behind EMBEDDING_URL?`,
      );
    await this.unitOfWork.run(async (tx) => {
      const renumbered = same.filter((text) => knownOf.get(keyOf(text))?.version !== text.version);
      await this.repository.confirm(tx, renumbered);
      await this.repository.put(
        tx,
        embedded.map(({ text }) => text),
        vectors,
      );
      await this.repository.dropStale(tx, articleIds);
    });
    this.metrics.articles.inc(wordings.length);
  }

  /** All at once; where the endpoint refuses that, one by one, without those that it refuses. */
  private async embed(
    texts: readonly EmbeddedText[],
    signal: AbortSignal,
  ): Promise<{ text: EmbeddedText; vector: Float32Array }[]> {
    if (texts.length === 0) return [];
    try {
      const vectors = await this.client.embedTexts(
        texts.map(({ text }) => text),
        signal,
      );
      return texts.flatMap((text, index) => {
        const vector = vectors[index];
        return vector ? [{ text, vector }] : [];
      });
    } catch (error) {
      if (!(error instanceof EmbeddingError) || error.failure !== 'refused') throw error;
      const [only, ...others] = texts;
      if (only && others.length === 0) {
        this.log.warn({ articleId: only.articleId, reason: error.message }, 'An article cannot be embedded.');
        return [];
      }
    }
    const each = [];
    for (const text of texts) each.push(...(await this.embed([text], signal)));
    return each;
  }
}

const keyOf = ({ articleId, language }: Pick<KnownEmbedding, 'articleId' | 'language'>): string =>
  `${articleId} ${language}`;

const isSame = (text: EmbeddedText, known: KnownEmbedding | undefined, dimension?: number): boolean =>
  known !== undefined &&
  known.digest.equals(text.digest) &&
  (dimension === undefined || known.dimension === dimension);
