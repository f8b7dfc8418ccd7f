import { skeletonsOf, type SpellingKeys, type VocabularyWord } from './spelling';

const MOST_WORDS = 200;

/** The words of all articles, found by how they are spelt, read or misspelt. */
export class Vocabulary {
  private readonly words = new Map<string, VocabularyWord>();
  private readonly byReading = new Map<string, VocabularyWord[]>();
  private readonly byInitials = new Map<string, VocabularyWord[]>();
  private readonly bySkeleton = new Map<string, VocabularyWord[]>();

  add(word: VocabularyWord): void {
    if (this.words.has(word.word)) return;
    this.words.set(word.word, word);
    note(this.byReading, word.reading, word);
    note(this.byInitials, word.initials, word);
    for (const skeleton of new Set(skeletonsOf(word.word))) note(this.bySkeleton, skeleton, word);
  }

  /** Words that may be meant, in their own order; the first ones of very many. */
  near({ words, readings, initials, skeletons }: SpellingKeys): VocabularyWord[] {
    const found = new Set<VocabularyWord>();
    for (const key of words) {
      const word = this.words.get(key);
      if (word) found.add(word);
    }
    const lookUp = (keys: readonly string[], index: ReadonlyMap<string, VocabularyWord[]>): void => {
      for (const key of keys) for (const word of index.get(key) ?? []) found.add(word);
    };
    lookUp(readings, this.byReading);
    lookUp(initials, this.byInitials);
    lookUp(skeletons, this.bySkeleton);
    return [...found].sort((a, b) => (a.word < b.word ? -1 : 1)).slice(0, MOST_WORDS);
  }
}

function note(index: Map<string, VocabularyWord[]>, key: string, word: VocabularyWord): void {
  const known = index.get(key);
  if (known) known.push(word);
  else index.set(key, [word]);
}
