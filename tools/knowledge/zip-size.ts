import { createReadStream } from 'node:fs';
import { Parse } from 'unzipper';

/**
 * What the entries of a zip unpack to, in bytes, whatever the zip says of them; undefined for what is no zip. Nothing is
 * unpacked beyond `most`.
 */
export async function unpackedSize(path: string, most: number): Promise<number | undefined> {
  const input = createReadStream(path);
  const zip = Parse({ forceStream: true });
  input.on('error', (error) => zip.destroy(error));
  let sum = 0;
  try {
    input.pipe(zip);
    for await (const entry of zip)
      for await (const piece of entry) {
        sum += piece.length;
        if (sum > most) return sum;
      }
    return sum;
  } catch {
    return undefined;
  } finally {
    input.destroy();
  }
}
