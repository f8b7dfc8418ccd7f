import { Client, type ClientConfig } from 'pg';

const AFTER_USES = 3;
const MAX_PREPARED = 200;
const MAX_KNOWN = 2_000;

/** How often each text was used, and the names of those that are prepared; the same on all connections of a process. */
const uses = new Map<string, number>();
const names = new Map<string, string>();

/** A name for a statement that keeps coming; none for one that is rare, or when there are enough. */
function nameOf(text: string): string | undefined {
  const name = names.get(text);
  if (name !== undefined || names.size >= MAX_PREPARED) return name;
  const used = (uses.get(text) ?? 0) + 1;
  if (used < AFTER_USES) {
    if (uses.size >= MAX_KNOWN) uses.clear();
    uses.set(text, used);
    return undefined;
  }
  uses.delete(text);
  names.set(text, `p${names.size}`);
  return names.get(text);
}

/** A connection that has statements with values prepared once they keep coming: to plan one costs as much as to run it. */
export class PreparingClient extends Client {
  constructor(config?: ClientConfig) {
    super(config);
    const query = this.query.bind(this) as (...given: unknown[]) => unknown;
    this.query = ((text: unknown, ...rest: unknown[]) => {
      const [values] = rest;
      const name =
        typeof text === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(text) : undefined;
      return query(name ? { name, text } : text, ...rest);
    }) as Client['query'];
  }
}
