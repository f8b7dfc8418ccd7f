import { Injectable } from '@nestjs/common';
import {
  AppError,
  maskPersonalData,
  type AnswerGap,
  type DismissGap,
  type GapDetails,
  type GapPage,
  type GapSource,
  type GapView,
  type Identity,
  type ListGaps,
} from '#contracts';
import { decodeCursor, pageSize, toPage, UnitOfWork, type Transaction } from '#database';
import { v7 as uuidv7 } from 'uuid';
import { ArticlesService } from '../articles/articles.service';
import { uuidPart } from '../articles/cursors';
import type { Gap } from './gap.entity';
import { GapsRepository, type AskedGapFilter, type GapCandidate } from './gaps.repository';
import { heatAfter } from './heat';
import { ALIKE, gistOf, likenessToGroup } from './question-likeness';

/** A question that had no good answer, and where it was asked. */
export interface Unanswered {
  matterCode: string;
  agencyCode: string;
  text: string;
  conversationId: string;
  sequence: number;
  source: GapSource;
}

/** People of one agency have its code. */
type Belonging = Pick<Identity, 'agencyCode'>;

const MAX_PHRASINGS = 10;
const MAX_LENGTH = 500;

/** Questions without a good answer: the same question, however it is worded, is one gap. */
@Injectable()
export class GapsService {
  constructor(
    private readonly repository: GapsRepository,
    private readonly articles: ArticlesService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Adds the question to the gap that it belongs to, or makes one; returns its id. A conversation counts once. What was
   * dismissed stays dismissed; what was answered and is asked again in vain is a new gap.
   */
  async file(tx: Transaction, unanswered: Unanswered, askedAt: Date): Promise<string> {
    const { conversationId, sequence, source, matterCode } = unanswered;
    const text = maskPersonalData(unanswered.text).slice(0, MAX_LENGTH);
    const candidates = await this.repository.lockCandidates(tx, matterCode);
    const known = likest(text, candidates);
    const id = known?.id ?? uuidv7();
    if (!known) await this.repository.add(tx, newGap(id, unanswered, text, askedAt));
    const isNew = await this.repository.addExample(tx, {
      gapId: id,
      conversationId,
      sequence,
      source,
      text,
      askedAt,
    });
    if (known && isNew) await this.repository.ask(tx, askedAgain(known, text, askedAt), askedAt);
    return id;
  }

  /** To who belongs to one agency, its own alone; so with everything that is done to one. */
  async list(
    { state = 'open', matterCode, agencyCode, cursor, limit }: ListGaps,
    { agencyCode: own = agencyCode }: Belonging = {},
  ): Promise<GapPage> {
    const key = decodeCursor(cursor, 2);
    const size = pageSize(limit);
    const after: [number, string] | undefined = key && [Number(key[0]), uuidPart(key[1])];
    const rows = await this.repository.list({ state, matterCode, agencyCode: own, after, limit: size + 1 });
    return toPage(rows, size, ({ heat, id }) => [heat, id], toView);
  }

  /** With the examples, the newest first. @throws AppError NOT_FOUND */
  async get(id: string, belonging: Belonging = {}): Promise<GapDetails> {
    const [gap, examples] = await Promise.all([this.repository.find(id), this.repository.listExamples(id)]);
    checkOwn(gap, belonging);
    return {
      ...toView(gap),
      examples: examples.map(({ gapId: _, askedAt, ...example }) => ({
        ...example,
        askedAt: askedAt.toISOString(),
      })),
    };
  }

  /** @throws AppError NOT_FOUND */
  async find(id: string): Promise<GapView> {
    const gap = await this.repository.find(id);
    if (!gap) throw unknownGap();
    return toView(gap);
  }

  /** An article answers it now. @throws AppError NOT_FOUND, INVALID_STATE when readers do not see it, or the gap is closed already. */
  async answer(identity: Identity, { gapId, articleId }: AnswerGap, now = new Date()): Promise<GapView> {
    const { version, status } = await this.articles.get({ id: articleId }, identity);
    if (status !== 'effective')
      throw new AppError('INVALID_STATE', `The article is ${status}: what closes a gap is in effect.`);
    const outcome = { state: 'answered', articleId, articleVersion: version } as const;
    return this.close(gapId, identity, { ...outcome, closedAt: now });
  }

  /** Nobody needs an article about it. @throws AppError as `answer`. */
  dismiss(identity: Identity, { gapId, reason }: DismissGap, now = new Date()): Promise<GapView> {
    const outcome = { state: 'dismissed', dismissedBecause: reason } as const;
    return this.close(gapId, identity, { ...outcome, closedAt: now });
  }

  countByMatter(from: Date, to: Date, matterCodes: readonly string[] | null) {
    return this.repository.count(from, to, matterCodes);
  }

  /** Those behind the counts, the newest first. */
  async listAsked(
    filter: AskedGapFilter,
  ): Promise<Pick<Gap, 'id' | 'matterCode' | 'question' | 'lastAskedAt'>[]> {
    return this.repository.listAsked(filter);
  }

  private close(id: string, identity: Identity, outcome: Partial<Gap>): Promise<GapView> {
    return this.unitOfWork.run(async (tx) => {
      checkOwn(await this.repository.find(id, tx), identity);
      const isClosed = await this.repository.close(tx, id, { ...outcome, closedBy: identity.partyId });
      const gap = await this.repository.find(id, tx);
      if (!gap) throw unknownGap();
      if (!isClosed && !isOutcome(gap, outcome))
        throw new AppError('INVALID_STATE', `The gap is ${gap.state} already.`);
      return toView(gap);
    });
  }
}

/** Whether it was closed in this very way: somebody says it again. */
const isOutcome = (gap: Gap, { state, articleId = null, dismissedBecause = null }: Partial<Gap>): boolean =>
  gap.state === state && gap.articleId === articleId && gap.dismissedBecause === dismissedBecause;

function likest(text: string, candidates: readonly GapCandidate[]): GapCandidate | undefined {
  const gist = gistOf(text);
  return candidates
    .map((candidate) => ({ candidate, alike: likenessToGroup(gist, candidate.phrasings.map(gistOf)) }))
    .filter(({ alike }) => alike >= ALIKE)
    .sort((a, b) => b.alike - a.alike)[0]?.candidate;
}

const newGap = (
  id: string,
  { matterCode, agencyCode }: Unanswered,
  question: string,
  askedAt: Date,
): Partial<Gap> => ({
  id,
  matterCode,
  agencyCode,
  state: 'open',
  question,
  phrasings: [question],
  asked: 1,
  heat: heatAfter(undefined, askedAt),
  firstAskedAt: askedAt,
  lastAskedAt: askedAt,
});

const askedAgain = ({ id, phrasings, heat }: GapCandidate, text: string, askedAt: Date): GapCandidate => ({
  id,
  phrasings: phrasings.includes(text) || phrasings.length >= MAX_PHRASINGS ? phrasings : [...phrasings, text],
  heat: heatAfter(heat, askedAt),
});

const toView = ({ phrasings: _, heat: __, closedBy: ___, ...gap }: Gap): GapView => ({
  ...gap,
  firstAskedAt: gap.firstAskedAt.toISOString(),
  lastAskedAt: gap.lastAskedAt.toISOString(),
  closedAt: gap.closedAt?.toISOString() ?? null,
});

/** Another agency's gap looks as if it did not exist. @throws AppError NOT_FOUND */
function checkOwn(gap: Gap | null, { agencyCode }: Belonging): asserts gap is Gap {
  if (!gap || (agencyCode !== undefined && agencyCode !== gap.agencyCode)) throw unknownGap();
}

const unknownGap = (): AppError => new AppError('NOT_FOUND', 'There is no such gap.');
