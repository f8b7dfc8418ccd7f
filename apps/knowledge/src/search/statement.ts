import { plainOf, type Pattern } from './pattern';

/** What a question says of its subject to frame it, and what follows a subject where a sentence tells of it. */
const FRAME = /概念|含义|定义|意思|内容|主要|指的?|规定|范围|标准|时间|期限|条件|流程|要求|方法|种类/gu;
const TELLING = new Set('是有为分包指即应可需由实共称自以按');
const CONDITIONAL = /^(如果?|若|当|对于|凡)/u;
const COURTEOUS = /^(您好|答|根据|依据|按照)/u;

const BEGINNING = 40;
const READ = 60;
const MOST_SENTENCES = 30;
/** A longer subject is not looked for sentence by sentence. */
const LONG = 25;

export const STATEMENT = [
  ...(['states', 'leadRun', 'leadTells', 'leadRunAt', 'leadOrder', 'order'] as const),
  ...(['leadEnds', 'sentenceRun', 'conditional', 'courteous'] as const),
];

/** What of a question an answer may say again, without what it says in between. */
export interface Subject {
  text: string;
  question: string;
}

const bare = (text: string): string => plainOf(text).replaceAll('的', '');

export function subjectOf({ query }: Pattern): Subject {
  const core = bare(query.core);
  return {
    text: (core.replace(FRAME, '') || core).slice(0, READ),
    question: bare(query.text).slice(0, READ),
  };
}

/** A text as statements are looked for in it. */
export interface Saying {
  bare: string;
  beginning: string;
  sentences: readonly string[];
  manner: readonly [conditional: number, courteous: number];
}

/** Reads a folded text. */
export const sayingOf = (text: string): Saying => {
  const said = bare(text);
  return {
    bare: said,
    beginning: said.slice(0, BEGINNING),
    sentences: text
      .split(/[。;!?\n:,]/u)
      .map((sentence) => bare(sentence).slice(0, BEGINNING))
      .filter((sentence) => sentence.length > 3)
      .slice(0, MOST_SENTENCES),
    manner: [Number(CONDITIONAL.test(said)), Number(COURTEOUS.test(said))],
  };
};

/** How a text takes up the subject of a question, by the names of `STATEMENT`. */
export function statementOf({ text: subject, question }: Subject, saying: Saying): number[] {
  const { bare: said, beginning, sentences, manner } = saying;
  const size = Math.max(1, subject.length);
  const { length, end, otherEnd } = longestRun(subject, beginning);
  const tells = length > 1 && TELLING.has(said[otherEnd] ?? '');
  const sentenceRun =
    subject.length < LONG
      ? sentences.reduce(
          (most, sentence) =>
            Math.max(most, longestRun(subject, sentence.slice(0, subject.length + 6)).length),
          0,
        )
      : 0;
  return [
    ...[statesAt(said, subject), length / size, Number(tells), (otherEnd - length) / BEGINNING],
    ...[
      inOrder(subject, beginning) / size,
      inOrder(question, said.slice(0, READ)) / Math.max(1, question.length),
    ],
    ...[Number(length > 1 && end === subject.length), sentenceRun / size, ...manner],
  ];
}

function statesAt(said: string, subject: string): number {
  const at = said.indexOf(subject);
  if (at < 0) return 0;
  if (at === 0) return 1;
  return TELLING.has(said[at + subject.length] ?? '') ? 0.7 : 0.3;
}

/** The longest part of one text that stands in the other, with where it ends in both. */
function longestRun(one: string, other: string): { length: number; end: number; otherEnd: number } {
  const best = { length: 0, end: 0, otherEnd: 0 };
  const runs = new Uint16Array(other.length + 1);
  for (let at = 0; at < one.length; at += 1) {
    const unit = one.charCodeAt(at);
    for (let place = other.length; place > 0; place -= 1) {
      const run = other.charCodeAt(place - 1) === unit ? (runs[place - 1] as number) + 1 : 0;
      runs[place] = run;
      if (run > best.length) Object.assign(best, { length: run, end: at + 1, otherEnd: place });
    }
  }
  return best;
}

/** How many characters of one text stand in the other in the same order. */
function inOrder(one: string, other: string): number {
  const most = new Uint16Array(other.length + 1);
  for (let at = 0; at < one.length; at += 1) {
    const unit = one.charCodeAt(at);
    let diagonal = 0;
    for (let place = 1; place <= other.length; place += 1) {
      const above = most[place] as number;
      most[place] =
        other.charCodeAt(place - 1) === unit ? diagonal + 1 : Math.max(above, most[place - 1] as number);
      diagonal = above;
    }
  }
  return most[other.length] as number;
}
