import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

/** A file in an archive; its content is read once, when its turn comes. */
export interface ZipEntry {
  name: string;
  content: AsyncIterable<string> | Iterable<string>;
}

/** What the format holds without ZIP64. */
const MAX_BYTES = 0xffff_ffff;
/** 2.0, the first with Deflate. */
const VERSION = 20;
/** Sizes and checksum follow the content (bit 3), names are UTF-8 (bit 11). */
const FLAGS = 0x0808;
const DEFLATE = 8;
/** 1 January 1980, the first day that the format knows. */
const DATE = 0x0021;

/** An archive with these files, piece by piece (PKWARE APPNOTE.TXT 6.3, 4.3), no faster than it is read. */
export async function* zip(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Buffer> {
  const directory: Buffer[] = [];
  let offset = 0;
  const counted = (piece: Buffer): Buffer => {
    offset += piece.length;
    if (offset > MAX_BYTES) throw new Error('The archive is larger than the format allows.');
    return piece;
  };
  for await (const { name, content } of entries) {
    const start = offset;
    yield counted(localHeader(name));
    const sum = { crc: 0, size: 0 };
    const contentStart = offset;
    for await (const piece of deflated(content, sum)) yield counted(piece);
    const sizes = sizesOf(sum, offset - contentStart);
    yield counted(record(0x0807_4b50, [], sizes));
    directory.push(directoryHeader(name, sizes, start));
  }
  const start = offset;
  const central = counted(Buffer.concat(directory));
  yield central;
  yield endOfDirectory(directory.length, central.length, start);
}

async function* deflated(
  content: ZipEntry['content'],
  sum: { crc: number; size: number },
): AsyncGenerator<Buffer> {
  async function* summed(): AsyncGenerator<Buffer> {
    for await (const text of content) {
      const bytes = Buffer.from(text);
      sum.crc = crc32(bytes, sum.crc);
      sum.size += bytes.length;
      if (sum.size > MAX_BYTES) throw new Error('A file is larger than the archive allows.');
      yield bytes;
    }
  }
  // A failure reaches whoever reads the stream.
  const stream = pipeline(Readable.from(summed()), createDeflateRaw(), () => undefined);
  for await (const piece of stream) yield piece as Buffer;
}

const sizesOf = ({ crc, size }: { crc: number; size: number }, compressed: number): number[] => [
  crc,
  compressed,
  size,
];

const localHeader = (name: string): Buffer =>
  Buffer.concat([
    record(0x0403_4b50, [VERSION, FLAGS, DEFLATE, 0, DATE], [0, 0, 0], [Buffer.byteLength(name), 0]),
    Buffer.from(name),
  ]);

const directoryHeader = (name: string, sizes: number[], start: number): Buffer =>
  Buffer.concat([
    record(
      0x0201_4b50,
      [VERSION, VERSION, FLAGS, DEFLATE, 0, DATE],
      sizes,
      [Buffer.byteLength(name), 0, 0, 0, 0],
      [0, start],
    ),
    Buffer.from(name),
  ]);

const endOfDirectory = (files: number, bytes: number, start: number): Buffer =>
  record(0x0605_4b50, [0, 0, files, files], [bytes, start], [0]);

/** A signature and fields of two and four bytes by turns, in little-endian. */
function record(signature: number, ...fields: number[][]): Buffer {
  const parts = [[signature], ...fields].flatMap((values, i) =>
    values.map((value) => {
      const part = Buffer.alloc(i % 2 === 0 ? 4 : 2);
      if (i % 2 === 0) part.writeUInt32LE(value);
      else part.writeUInt16LE(value);
      return part;
    }),
  );
  return Buffer.concat(parts);
}
