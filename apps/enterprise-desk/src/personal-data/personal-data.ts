import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts personal data for rest: base64 of IV, tag and ciphertext (AES-256-GCM). */
export class PersonalData {
  private readonly key: KeyObject;

  /** @param key 32 bytes. */
  constructor(key: Buffer) {
    this.key = createSecretKey(key);
  }

  encrypt(text: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.key, iv);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
  }

  /** @throws Error when the data was not encrypted with this key, or was changed. */
  decrypt(encrypted: string): string {
    const data = Buffer.from(encrypted, 'base64');
    const decipher = createDecipheriv(ALGORITHM, this.key, data.subarray(0, IV_BYTES));
    decipher.setAuthTag(data.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(data.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString(
      'utf8',
    );
  }
}

/** 13800138000 → 138****8000; shorter numbers keep their last two digits. */
export const maskPhone = (phone: string): string =>
  phone.length >= 11 ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : `****${phone.slice(-2)}`;

/** 王小明 → 王**, John Smith → J***. */
export const maskName = (name: string): string => {
  const [first = ''] = name.trim();
  return /\p{Script=Han}/u.test(first) ? `${first}**` : `${first}***`;
};
