import type { Synonym } from './query';

/** The words of a folded text with the others of their groups; a longer word hides the shorter ones in it. */
export function synonymsIn(text: string, groups: readonly (readonly string[])[]): Synonym[] {
  const present = groups.flatMap((group) => group.filter((word) => text.includes(word)));
  return groups.flatMap((group) =>
    group
      .filter((word) => text.includes(word) && !present.some((longer) => longer !== word && longer.includes(word)))
      .flatMap((word) =>
        group
          .filter((other) => other !== word && !word.includes(other))
          .map((other) => ({ word, other })),
      ),
  );
}
