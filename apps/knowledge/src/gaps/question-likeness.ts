import { searchTextOf } from '#contracts';
import { fold } from '../search/fold-text';
import { Recent } from '../search/recent';
import { ACTIONS, ASKS, ASPECTS, COMMON, OCCASIONS, SAME, TAKES_NOTE, type Meaning } from './question-words';

const NOISE = /[\s\p{P}\p{S}]+/gu;

/** A question reduced to what it wants to know, what is to be done and why, and what it is about. */
export interface Gist {
  aspects: ReadonlySet<string>;
  actions: ReadonlySet<string>;
  occasions: ReadonlySet<string>;
  characters: ReadonlySet<string>;
  pairs: ReadonlySet<string>;
}

/** Those of the gaps of a matter are asked for with every question about it. */
const known = new Recent<Gist>(10_000);

export function gistOf(question: string): Gist {
  const gist = known.get(question) ?? reduce(question);
  known.set(question, gist);
  return gist;
}

function reduce(question: string): Gist {
  let rest = fold(question);
  for (const [words, word] of SAME) rest = rest.replace(words, word);
  const take = (meanings: readonly Meaning[]): Set<string> => {
    const found = new Set<string>();
    for (const [name, words] of meanings) {
      const without = rest.replace(words, ' ');
      if (without !== rest) found.add(name);
      rest = without;
    }
    return found;
  };
  const actions = take(ACTIONS);
  const occasions = take(OCCASIONS);
  const aspects = take(ASPECTS);
  const units = rest
    .replace(COMMON, ' ')
    .replace(NOISE, ' ')
    .trim()
    .split(' ')
    .map((part) => part.match(UNIT) ?? []);
  return {
    aspects,
    actions,
    occasions,
    characters: new Set(units.flat()),
    pairs: new Set(units.flatMap((unit) => unit.slice(1).map((character, i) => `${unit[i]}${character}`))),
  };
}

/** Latin words and numbers whole, everything else by the character. */
const UNIT = /[a-z0-9]+|[^a-z0-9]/gu;

/** From this likeness on a question is taken for one that has been asked before. */
export const ALIKE = 0.7;

/** What one of the two leaves open does not tell them apart, but they are less alike. */
const LEFT_OPEN = 0.8;

/** 0 to 1: how far two questions ask the same, however they are worded. */
export function likeness(one: Gist, other: Gist): number {
  if (one.characters.size + other.characters.size === 0) return asksTheSame(one, other) ? 1 : 0;
  const agreement = agreementOf(one, other);
  return (
    agreement * (0.8 * overlap(one.characters, other.characters) + 0.2 * overlap(one.pairs, other.pairs))
  );
}

/** What is about nothing in particular is told apart by what one wants to know and do alone. */
const asksTheSame = (one: Gist, other: Gist): boolean =>
  MEANINGS.every((kind) => isSame(one[kind], other[kind]));

const isSame = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && [...one].every((word) => other.has(word));

/** How far a question is one of those that ask the same already: as much as the likest, unless it contradicts one. */
export function likenessToGroup(question: Gist, group: readonly Gist[]): number {
  const all = group.map((member) => likeness(question, member));
  const contradicts = group.some((member) => agreementOf(question, member) === 0);
  return contradicts ? 0 : Math.max(0, ...all);
}

const MEANINGS = ['aspects', 'actions', 'occasions'] as const;

const agreementOf = (one: Gist, other: Gist): number =>
  MEANINGS.reduce((product, kind) => product * agree(one[kind], other[kind]), 1);

function agree(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 && other.size === 0) return 1;
  if (one.size === 0 || other.size === 0) return LEFT_OPEN;
  return [...one].some((meaning) => other.has(meaning)) ? 1 : 0;
}

/** How much of the shorter one is in the other: who asks at length says more of the same. */
function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [less, more] = one.size < other.size ? [one, other] : [other, one];
  if (less.size === 0) return 0;
  let common = 0;
  for (const unit of less) if (more.has(unit)) common += 1;
  return common / less.size;
}

const MIN_WEIGHT = 2;

/**
 * The message that carries most of a question, of those that a business wrote: of those that ask, or else of those that tell
 * of something; none when they say nothing, or take note of answers alone.
 */
export function mainQuestion<T extends { text: string }>(messages: readonly T[]): T | undefined {
  const telling = messages
    .map((message) => ({ message, weight: weightOf(gistOf(searchTextOf([message.text]))) }))
    .filter(({ weight }) => weight >= MIN_WEIGHT)
    .sort((a, b) => b.weight - a.weight)
    .map(({ message }) => message);
  return telling.find(({ text }) => ASKS.test(text)) ?? telling.find(({ text }) => !TAKES_NOTE.test(text));
}

const weightOf = ({ characters, actions, aspects, occasions }: Gist): number =>
  characters.size === 0 ? 0 : characters.size + actions.size + aspects.size + occasions.size;
