import { createHash } from 'node:crypto';

/** GB 32100-2015: digits and capitals without I, O, S, V, Z; a character's value is its place. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** Registered by the market regulator (9) as an enterprise (1), in a district that no real city has. */
const PREFIX = '91' + '990100';

/** The 18th character: 31 less the sum of value × 3^i (mod 31) over the 17 before it, mod 31. */
export function checkCharacter(first17: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** GB 11714-1997: the ninth character of an organisation code. */
function organisationCheck(digits: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce((total, weight, i) => total + Number(digits[i]) * weight, 0);
  return '0123456789X0'.charAt(11 - (sum % 11));
}

/** A valid unified social credit code (GB 32100-2015) of a firm that does not exist; the same seed gives the same code. */
export function creditCode(seed: string | number): string {
  const hash = createHash('sha256').update(String(seed)).digest().readUInt32BE();
  const organisation = String(hash % 100_000_000).padStart(8, '0');
  const first17 = PREFIX + organisation + organisationCheck(organisation);
  return first17 + checkCharacter(first17);
}
