/** Something awaited did not happen. */
export class Hanging extends Error {
  override readonly name = 'Hanging';
}

/** Lets others wait until something about it is true. */
export class Watch {
  private readonly checks = new Set<() => void>();

  notify(): void {
    for (const check of [...this.checks]) check();
  }

  /** What `find` gives once it gives something, or undefined after so many ms. */
  within<T>(ms: number, find: () => T | undefined | false): Promise<T | undefined> {
    return new Promise((resolve) => {
      const settle = (found: T | undefined): void => {
        clearTimeout(timer);
        this.checks.delete(check);
        resolve(found);
      };
      const check = (): void => {
        const found = find();
        if (found) settle(found);
      };
      const timer = setTimeout(() => settle(undefined), ms);
      this.checks.add(check);
      check();
    });
  }

  /** @throws Hanging when it does not come true within so many ms. */
  async until<T>(what: string, ms: number, find: () => T | undefined | false): Promise<T> {
    const found = await this.within(ms, find);
    if (found === undefined) throw new Hanging(`waited ${Math.round(ms / 1000)} s for ${what}`);
    return found;
  }
}
