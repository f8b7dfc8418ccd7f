import { MESSAGE_MAX_LENGTH, type Language, type MatterSummary, type MatterView } from '#contracts';
import type { Api } from '../client/api';
import { RelevanceIndex, type Ranked } from './relevance';

type Tongue = 'zh' | 'en';

interface Snippet {
  body: string;
  /** Words by which one asks for it. */
  cue: string;
}

/** Below this the guide says nothing to the point. */
const TO_THE_POINT = 0.1;
/** What the body of a part counts for beside the words by which one asks for it. */
const BODY_WEIGHT = 0.5;

const CAUTION = {
  zh: '您这种情况先按一般规定说明，具体以受理窗口核定为准。',
  en: 'In general the following applies; the window decides on your case. ',
} as const;

const tongueOf = (language: Language): Tongue => (language === 'zh' ? 'zh' : 'en');

const TITLES = {
  zh: {
    materials: '需要准备的材料：',
    steps: '办理步骤：',
    channels: '可以这样办：',
    mistakes: '请留意常见的退件原因：',
    fees: '费用：',
    statutory: '法定时限：',
    promised: '承诺时限：',
    applicants: '适用对象：',
  },
  en: {
    materials: 'What you need:',
    steps: 'The steps:',
    channels: 'Where to apply:',
    mistakes: 'Common reasons for a return:',
    fees: 'Fees: ',
    statutory: 'Statutory time: ',
    promised: 'Promised time: ',
    applicants: 'Who may apply: ',
  },
} as const;

const CUES = {
  zh: {
    materials: '需要什么材料，要带哪些资料、证件、文件，准备什么，要不要原件、复印件',
    steps: '怎么办理，流程是什么，先做什么，步骤，如何操作',
    channels: '网上能办吗，去哪里办，窗口在哪，在哪个平台申请',
    mistakes: '被退回了，驳回，不通过，为什么不行，要注意什么',
    fees: '收费吗，多少钱，费用，要不要交钱',
    times: '多久，几天能办好，什么时候，需要多长时间',
    applicants: '哪些企业可以申请，我们符合条件吗，有资格吗',
  },
  en: {
    materials: 'which documents do we need to bring, materials, original or copy, certificate',
    steps: 'how do we apply, procedure, steps, what first',
    channels: 'online or in person, where, which window or platform',
    mistakes: 'rejected, returned, why not, what to watch out for',
    fees: 'how much, fee, cost, charge',
    times: 'how long does it take, how many working days, when',
    applicants: 'are we eligible, who may apply, conditions',
  },
} as const;

/** One matter's guide, ready to answer from. */
export class Guide {
  private readonly indexes = new Map<Tongue, SnippetIndex>();

  constructor(readonly matter: MatterView) {}

  /** The part of the guide nearest to the question that is not in `given` yet; adds it there. */
  answer(question: string, language: Language, given: Set<string>): string {
    const tongue = tongueOf(language);
    const best = this.indexOf(tongue)
      .rank(question)
      .find(({ item }) => !given.has(item.body));
    if (!best) {
      return tongue === 'zh'
        ? '这一点我记下了，会请业务科室核实；上面的办事指南请先参考。'
        : 'I have noted this point for the department; please use the guide above in the meantime.';
    }
    const caution = best.score < TO_THE_POINT && !given.has(CAUTION[tongue]) ? CAUTION[tongue] : '';
    given.add(best.item.body).add(caution);
    return `${caution}${best.item.body}`.slice(0, MESSAGE_MAX_LENGTH);
  }

  name(language: Language): string {
    return this.matter.name[tongueOf(language)];
  }

  private indexOf(tongue: Tongue): SnippetIndex {
    const known = this.indexes.get(tongue);
    if (known) return known;
    const index = new SnippetIndex(snippetsOf(this.matter, tongue));
    this.indexes.set(tongue, index);
    return index;
  }
}

/** Finds the parts of a guide by how one asks for them and, to a lesser degree, by what they say. */
class SnippetIndex {
  private readonly byCue: RelevanceIndex<Snippet>;
  private readonly byBody: RelevanceIndex<Snippet>;

  constructor(snippets: readonly Snippet[]) {
    this.byCue = new RelevanceIndex(snippets.map((item) => ({ item, text: item.cue })));
    this.byBody = new RelevanceIndex(snippets.map((item) => ({ item, text: item.body })));
  }

  rank(question: string): Ranked<Snippet>[] {
    const bodies = new Map(this.byBody.rank(question).map(({ item, score }) => [item, score]));
    return this.byCue
      .rank(question)
      .map(({ item, score }) => ({ item, score: score + BODY_WEIGHT * (bodies.get(item) ?? 0) }))
      .sort((a, b) => b.score - a.score);
  }
}

function snippetsOf(matter: MatterView, tongue: Tongue): Snippet[] {
  const titles = TITLES[tongue];
  const cues = CUES[tongue];
  const list = (title: string, items: readonly Record<Tongue, string>[], cue: string): Snippet[] =>
    items.length === 0
      ? []
      : [{ body: [title, ...items.map((item, i) => `${i + 1}. ${item[tongue]}`)].join('\n'), cue }];
  const times = [
    titles.statutory + matter.statutoryTime[tongue],
    titles.promised + matter.promisedTime[tongue],
  ];
  return [
    ...matter.questions.map(({ question, answer }) => ({
      body: answer[tongue],
      cue: question[tongue],
    })),
    ...list(titles.materials, matter.materials, cues.materials),
    ...list(titles.steps, matter.steps, cues.steps),
    ...list(titles.channels, matter.channels, cues.channels),
    ...list(titles.mistakes, matter.commonMistakes, cues.mistakes),
    { body: titles.fees + matter.fees[tongue], cue: cues.fees },
    { body: times.join('\n'), cue: cues.times },
    { body: titles.applicants + matter.applicants[tongue], cue: cues.applicants },
  ];
}

/** The guides of all matters, read from the suite. */
export class GuideBook {
  private readonly guides: ReadonlyMap<string, Guide>;
  private readonly index: RelevanceIndex<string>;

  constructor(matters: readonly MatterView[]) {
    this.guides = new Map(matters.map((matter) => [matter.code, new Guide(matter)]));
    this.index = new RelevanceIndex(
      matters.map((matter) => ({
        item: matter.code,
        text: [
          matter.name.zh,
          ...matter.keywords,
          ...matter.questions.map(({ question }) => question.zh),
        ].join('，'),
      })),
    );
  }

  static async load(api: Api): Promise<GuideBook> {
    const matters: MatterView[] = [];
    for await (const { code } of api.all<MatterSummary>('/matters', { limit: 200 })) {
      matters.push(await api.get<MatterView>(`/matters/${code}`));
    }
    return new GuideBook(matters);
  }

  get size(): number {
    return this.guides.size;
  }

  find(code: string): Guide | undefined {
    return this.guides.get(code);
  }

  /** The code of the matter whose guide shares most with the text. */
  closest(text: string): string | undefined {
    return this.index.rank(text)[0]?.item;
  }
}
