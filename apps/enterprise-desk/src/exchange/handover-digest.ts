import { createHash } from 'node:crypto';

/** JSON with sorted keys and without what is undefined: the same for the same content. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** SHA-256 of the content, in hexadecimal. */
export const digestOf = (content: object): string =>
  createHash('sha256').update(canonicalJson(content)).digest('hex');
