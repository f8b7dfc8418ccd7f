import { Injectable } from '@nestjs/common';
import { EmbeddingsRepository } from './embeddings.repository';
import { Recent } from '../search/recent';

/** Versions of articles; a version's vectors of one dimension do not change. */
const KEPT = 2_000;

interface Hit {
  id: string;
  version: number;
}

/** The vectors of hits, those of articles that are often found from memory. */
@Injectable()
export class HitVectors {
  private readonly kept = new Recent<Float32Array[]>(KEPT);

  constructor(private readonly embeddings: EmbeddingsRepository) {}

  /** One list per hit, empty where nothing is known. */
  async of(hits: readonly Hit[], dimension: number): Promise<Float32Array[][]> {
    const keyOf = ({ id, version }: Hit): string => `${id} ${version} ${dimension}`;
    const kept = hits.map((hit) => this.kept.get(keyOf(hit)));
    const missing = hits.filter((_, index) => !kept[index]);
    if (missing.length === 0) return kept.map((vectors) => vectors ?? []);
    const read = await this.embeddings.vectors(missing, dimension);
    for (const hit of missing) {
      const vectors = read.get(hit.id);
      if (vectors) this.kept.set(keyOf(hit), vectors);
    }
    return hits.map(({ id }, index) => kept[index] ?? read.get(id) ?? []);
  }
}
