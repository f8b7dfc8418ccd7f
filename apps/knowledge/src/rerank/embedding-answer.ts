import { EmbeddingError } from './embedding-error';

const MAX_DIMENSION = 16_384;

/**
 * Reads the answer of `POST /embeddings` to `count` texts: a vector of length 1 per text, in their order.
 * @throws EmbeddingError where it is anything else.
 */
export function readEmbeddings(answer: unknown, count: number): Float32Array[] {
  const { data } = Object(answer) as { data?: unknown };
  if (!Array.isArray(data)) throw garbage('has no data');
  if (data.length !== count) throw garbage(`has ${data.length} vectors for ${count} texts`);
  const vectors: Float32Array[] = [];
  data.forEach((item: unknown, place) => {
    const { index = place, embedding } = Object(item) as { index?: unknown; embedding?: unknown };
    if (typeof index !== 'number' || !Number.isInteger(index) || index < 0 || index >= count)
      throw garbage('has an index that is none');
    if (vectors[index]) throw garbage(`has two vectors of text ${index}`);
    vectors[index] = toUnitVector(embedding);
  });
  const [first] = vectors;
  if (vectors.some(({ length }) => length !== first?.length)) throw garbage('has vectors of several lengths');
  return vectors;
}

function toUnitVector(embedding: unknown): Float32Array {
  if (!Array.isArray(embedding) || embedding.length === 0 || embedding.length > MAX_DIMENSION)
    throw garbage('has an embedding that is no list of numbers');
  let squares = 0;
  for (const number of embedding as unknown[]) {
    if (typeof number !== 'number' || !Number.isFinite(number))
      throw garbage('has an embedding that is no list of numbers');
    squares += number * number;
  }
  const length = Math.sqrt(squares);
  if (!Number.isFinite(length) || length === 0) throw garbage('has an embedding without a direction');
  return Float32Array.from(embedding as number[], (number) => number / length);
}

const garbage = (problem: string): EmbeddingError =>
  new EmbeddingError(
    'unusable',
    `The embedding endpoint's answer ${problem}: check that EMBEDDING_URL and EMBEDDING_MODEL are of an embedding model.`,
  );
