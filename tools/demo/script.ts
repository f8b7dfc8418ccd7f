import type { ConversationView, Language } from '#contracts';
import type { Api } from '../client/api';
import type { DemoRequest } from './requests';

/** What happens in some conversations beside the usual. */
export const TWISTS = [
  'transfer',
  'reconnects',
  'edits',
  'withdraws',
  'leaves-queue',
  'expert',
  'call-back',
  'order',
] as const;
export type Twist = (typeof TWISTS)[number];

/** By place in each run of forty requests. */
const TWIST_AT: Readonly<Record<number, Twist>> = {
  3: 'transfer',
  6: 'reconnects',
  9: 'edits',
  12: 'withdraws',
  15: 'leaves-queue',
  18: 'expert',
  23: 'transfer',
  26: 'reconnects',
  29: 'leaves-queue',
  35: 'call-back',
};
const RUN = 40;

export type Phase = 'coming' | 'waiting' | 'active' | 'over';

/** One request and what became of it. */
export interface Case {
  number: number;
  request: DemoRequest;
  matterCode: string;
  agencyCode: string;
  language: Language;
  twist?: Twist;
  /** The twist came about. */
  twisted: boolean;
  phase: Phase;
  conversationId?: string;
  /** The representative, once it has come. */
  business?: Api;
  /** As the server has it in the end. */
  final?: ConversationView;
  /** The server's own record, in words. */
  transcript?: string;
  waitSeconds?: number;
  firstReplySeconds?: number;
}

export const twistFor = (number: number): Twist | undefined => TWIST_AT[number % RUN];

/** How far a conversation has been answered, whoever did it. */
export interface Answered {
  /** Up to this sequence. */
  sequence: number;
  /** The parts of the guide that have been quoted. */
  given: Set<string>;
}

/** Which conversation belongs to which case, for those who play its other side. */
export class Script {
  private readonly byConversation = new Map<string, Case>();
  private readonly answered = new Map<string, Answered>();
  /** How often a seat has inserted an Answer. */
  quoted = 0;

  constructor(readonly cases: readonly Case[]) {}

  began(played: Case, conversationId: string): void {
    played.conversationId = conversationId;
    this.byConversation.set(conversationId, played);
  }

  /** The case, when its conversation is meant to take this turn and has not yet. */
  due(twist: Twist, conversationId: string): Case | undefined {
    const played = this.byConversation.get(conversationId);
    return played?.twist === twist && !played.twisted ? played : undefined;
  }

  /** Keeps the case's phase while it is played. */
  saw({ id, status }: ConversationView): void {
    const played = this.byConversation.get(id);
    if (played && played.phase !== 'over') played.phase = status === 'waiting' ? 'waiting' : 'active';
  }

  /** Kept up to date by who answers. */
  answeredIn(conversationId: string): Answered {
    const known = this.answered.get(conversationId);
    if (known) return known;
    const answered: Answered = { sequence: 0, given: new Set() };
    this.answered.set(conversationId, answered);
    return answered;
  }

  numberOf(conversationId: string): number | undefined {
    return this.byConversation.get(conversationId)?.number;
  }

  /** Cases that the bot has solved, and those in which it has offered something. */
  get bot(): { solved: number; offered: number } {
    const offered = this.cases.flatMap(({ final }) => final?.bot ?? []);
    return { solved: offered.filter(({ solved }) => solved).length, offered: offered.length };
  }

  get resolved(): number {
    return this.cases.filter(({ final }) => final?.status === 'resolved').length;
  }

  count(phase: Phase): number {
    return this.cases.filter((played) => played.phase === phase).length;
  }
}
