import { Converter } from 'opencc-js/t2cn';

const simplified = Converter({ from: 't', to: 'cn' });

/** One spelling of what reads the same: full-width, capital and traditional forms become plain ones. */
export const fold = (text: string): string => simplified(text.normalize('NFKC').toLowerCase());

/** Of single characters, so that it is no larger than what is written with. */
const plainForms = new Map<string, string>();

function plainForm(character: string): string {
  let plain = plainForms.get(character);
  if (plain === undefined) plainForms.set(character, (plain = fold(character)));
  return plain;
}

/** As `fold`, character by character, with the place of each character in the original. */
export function foldInPlace(text: string): { folded: string; places: number[] } {
  let folded = '';
  const places: number[] = [];
  let place = 0;
  for (const character of text) {
    const plain = plainForm(character);
    for (let index = 0; index < plain.length; index += 1) places.push(place);
    folded += plain;
    place += character.length;
  }
  places.push(place);
  return { folded, places };
}
