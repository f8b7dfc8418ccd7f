import { MAX_SYNONYM_LENGTH, type FieldProblem, type SynonymView } from '#contracts';
import { fold } from './fold-text';
import type { Synonym } from './query';

const TOO_LONG = `has more than ${MAX_SYNONYM_LENGTH} characters in its plain form`;

/** The words of a folded text with the others of their groups; a longer word hides the shorter ones in it. */
export function synonymsIn(text: string, groups: readonly (readonly string[])[]): Synonym[] {
  const present = groups.flatMap((group) => group.filter((word) => text.includes(word)));
  return groups.flatMap((group) =>
    group
      .filter(
        (word) => text.includes(word) && !present.some((longer) => longer !== word && longer.includes(word)),
      )
      .flatMap((word) =>
        group.filter((other) => other !== word && !word.includes(other)).map((other) => ({ word, other })),
      ),
  );
}

/** The groups of words that mean the same. */
export function groupsOf(synonyms: readonly SynonymView[]): string[][] {
  const meaningOf = new Map(synonyms.map(({ word, meaning }) => [word, meaning]));
  const groups = new Map<string, string[]>();
  for (const { word } of synonyms) {
    const root = rootOf(word, meaningOf);
    groups.set(root, [...(groups.get(root) ?? [root]), word]);
  }
  return [...groups.values()];
}

function rootOf(word: string, meaningOf: ReadonlyMap<string, string>): string {
  let root = word;
  for (let meaning = meaningOf.get(root); meaning !== undefined; meaning = meaningOf.get(root))
    root = meaning;
  return root;
}

/**
 * What speaks against saving the rows over what there is: a row without words, a word that would mean itself, directly
 * or by a circle, or two things at once.
 */
export function synonymProblems(
  rows: readonly SynonymView[],
  existing: readonly SynonymView[],
): { problems: FieldProblem[]; rows: SynonymView[] } {
  const plain = rows.map(({ word, meaning }) => ({ word: fold(word).trim(), meaning: fold(meaning).trim() }));
  const meaningOf = new Map(existing.map(({ word, meaning }) => [word, meaning]));
  const given = new Map<string, number>();
  const problems: FieldProblem[] = [];
  plain.forEach(({ word, meaning }, row) => {
    const refuse = (field: keyof SynonymView, problem: string): void =>
      void problems.push({ field: `items[${row}].${field}`, problem });
    if (word === '') return refuse('word', 'is blank');
    if (meaning === '') return refuse('meaning', 'is blank');
    if (word.length > MAX_SYNONYM_LENGTH) return refuse('word', TOO_LONG);
    if (meaning.length > MAX_SYNONYM_LENGTH) return refuse('meaning', TOO_LONG);
    const first = given.get(word);
    if (first !== undefined && plain[first]?.meaning !== meaning)
      return refuse('word', `means ${plain[first]?.meaning ?? ''} in items[${first}], and ${meaning} here`);
    given.set(word, row);
    let next: string | undefined = meaning;
    while (next !== undefined && next !== word) next = meaningOf.get(next);
    if (next === word) return refuse('meaning', `${meaning} means ${word} already: this would be a circle`);
    meaningOf.set(word, meaning);
  });
  return { problems, rows: [...new Map(plain.map((row) => [row.word, row])).values()] };
}
