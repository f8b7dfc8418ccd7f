/** A vector as PostgreSQL keeps it: float4, little-endian. */
export const toBytes = (vector: Float32Array): Buffer =>
  Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);

export function toVector(bytes: Buffer): Float32Array {
  const vector = new Float32Array(bytes.length / Float32Array.BYTES_PER_ELEMENT);
  toBytes(vector).set(bytes);
  return vector;
}

/** The cosine of a question and the text of an article, in whichever language, that is closest; all of length 1. */
export const closeness = (question: Float32Array, vectors: readonly Float32Array[]): number | undefined =>
  vectors.length === 0 ? undefined : Math.max(...vectors.map((vector) => dot(question, vector)));

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index += 1) sum += (one[index] ?? 0) * (other[index] ?? 0);
  return sum;
}
