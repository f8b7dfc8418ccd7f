import type { Entry } from '#contracts';

/** Well under the 1 MB that NATS carries in one message, for the sake of what goes with the entries. */
const ROOM_BYTES = 640 * 1024;
const BYTES_PER_ENTRY = 800;
/** What a character may take in JSON. */
const BYTES_PER_CHARACTER = 6;

const sizeOf = ({ text = '' }: Entry): number => BYTES_PER_ENTRY + BYTES_PER_CHARACTER * text.length;

/** The room for entries in one message on the wire. */
export class Room {
  private left = ROOM_BYTES;

  /** As many of the first entries as still fit. An entry alone always fits into a room that is empty. */
  take(entries: readonly Entry[]): Entry[] {
    const tooMany = entries.findIndex((entry) => (this.left -= sizeOf(entry)) < 0);
    return tooMany === -1 ? [...entries] : entries.slice(0, tooMany);
  }
}
