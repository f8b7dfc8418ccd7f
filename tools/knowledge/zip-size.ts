import { open } from 'node:fs/promises';

/** Sizes and signatures of APPNOTE.TXT 4.3.12 and 4.3.16. */
const END = { signature: Buffer.from('504b0506', 'hex'), size: 22, maxComment: 65_535 };
const ENTRY = { signature: 0x02014b50, size: 46 };
const MAX_DIRECTORY = 10_000_000;

/** What the entries of a zip say that they unpack to, in bytes; undefined for what is no zip. */
export async function unpackedSize(path: string): Promise<number | undefined> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const tail = await read(file, Math.max(0, size - END.size - END.maxComment), size);
    const end = tail.lastIndexOf(END.signature);
    if (end < 0 || end + END.size > tail.length) return undefined;
    const [length, offset] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
    if (length > MAX_DIRECTORY || offset + length > size) return undefined;
    return sumOf(await read(file, offset, offset + length));
  } finally {
    await file.close();
  }
}

async function read(file: Awaited<ReturnType<typeof open>>, from: number, to: number): Promise<Buffer> {
  const buffer = Buffer.alloc(to - from);
  const { bytesRead } = await file.read(buffer, 0, buffer.length, from);
  return buffer.subarray(0, bytesRead);
}

function sumOf(directory: Buffer): number | undefined {
  let sum = 0;
  for (let at = 0; at < directory.length;) {
    if (at + ENTRY.size > directory.length || directory.readUInt32LE(at) !== ENTRY.signature)
      return undefined;
    sum += directory.readUInt32LE(at + 24);
    at +=
      ENTRY.size +
      directory.readUInt16LE(at + 28) +
      directory.readUInt16LE(at + 30) +
      directory.readUInt16LE(at + 32);
  }
  return sum;
}
