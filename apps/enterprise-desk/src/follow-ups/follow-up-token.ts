import { createHash, randomBytes } from 'node:crypto';

/** 256 bits, so that its hash needs no salt and no work factor. */
export const newToken = (): string => randomBytes(32).toString('base64url');

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');
