import { createHash } from 'node:crypto';

/** SHA-256 of the very bytes, in hexadecimal. */
export const digestOf = (body: string): string => createHash('sha256').update(body).digest('hex');
