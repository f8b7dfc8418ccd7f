import type { Entry, OfferView } from '#contracts';
import type { Api } from '../client/api';
import { ChatClient } from '../client/chat-client';
import type { EventFrame } from '../client/frames';
import { SuggestedAnswers } from './answers';
import type { StaffMember } from './city';
import { Dialogues, type Dialogue } from './dialogue';
import { insist } from './insist';
import { languageOf } from './requests';
import type { Answered } from './script';
import type { Stage } from './stage';
import { Voice } from './voice';

/** What the seats know of the rest of the desk. */
export interface Colleagues {
  /** Agency code to the staff id of its expert. */
  experts: ReadonlyMap<string, string>;
  /** Seat groups that somebody on duty serves. */
  seatGroups: readonly string[];
}

/** After so many seconds of silence a seat asks whether there is anything else, and after as many again it ends the chat. */
const QUIET_SECONDS = 40;
const QUIET_MS = 1_500;
const TYPING_SECONDS = 20;
const TYPING_MS = 1_500;
/** How long it waits for an expert. */
const EXPERT_PATIENCE = { seconds: 90, ms: 5_000 };
const THANKS =
  /谢|放心|明白|清楚了|知道了|收到|好的|好嘞|^(好|行|嗯|哦)|\b(thanks?|thank you|great|perfect|got it|noted|understood)\b/i;
const QUESTION = /[?？吗呢怎啥哪几]|多少|多久|什么|为何|是不是|能不能|要不要/;
const COURTESY_LENGTH = 40;
const CONTEXT_BELOW = 40;
const TITLE_LENGTH = 200;
/** Every so many conversations the seat notes something for its colleagues. */
const NOTE_EVERY = 8;

/** A specialist agent: takes offers, greets, shows the matter's card, answers from its guide, ends the chat. */
export class Seat {
  private readonly dialogues = new Dialogues();
  private readonly serving = new Set<string>();
  private readonly suggested = new SuggestedAnswers();
  private readonly client: ChatClient;
  private readonly voice: Voice;
  private readonly api: Api;

  private constructor(
    private readonly stage: Stage,
    private readonly member: StaffMember,
    private readonly colleagues: Colleagues,
    token: string,
  ) {
    this.api = stage.api.as(token);
    this.client = new ChatClient(stage.gateway(), token, {
      onEntry: (id, entry) => this.read(id, entry),
      onEvent: (frame) => this.notice(frame),
      onWelcome: ({ offers }) => offers.forEach((offer) => void this.take(offer)),
      onEnded: (error) => void stage.problems.push(`${member.name} was sent away: ${error.message}`),
    });
    this.voice = new Voice(this.client, stage.audit);
  }

  static async comeOnDuty(
    stage: Stage,
    member: StaffMember,
    colleagues: Colleagues,
    token: string,
  ): Promise<Seat> {
    const seat = new Seat(stage, member, colleagues, token);
    await insist(() => seat.client.connect());
    await seat.client.request('state', { state: 'on-duty' });
    return seat;
  }

  async goOffDuty(): Promise<void> {
    await this.client.request('state', { state: 'off-duty' });
    this.client.close();
  }

  private async take(offer: OfferView): Promise<void> {
    await this.stage.pace.pause(1, 5);
    try {
      const { id } = await this.client.request('accept', { offerId: offer.id });
      this.attend(id);
    } catch {
      // Gone to a colleague or called off; the desk says so in `offer-ended`.
    }
  }

  /** Serves a conversation that is this seat's; does nothing where it is not, or is at it already. */
  private attend(id: string): void {
    if (!this.isMine(id) || this.serving.has(id)) return;
    this.serving.add(id);
    this.serve(id)
      .catch((error: unknown) => {
        if (this.isMine(id)) this.stage.problems.push(`${this.member.name} in ${id}: ${String(error)}`);
      })
      .finally(() => this.serving.delete(id));
  }

  private async serve(id: string): Promise<void> {
    const { pace, script } = this.stage;
    const dialogue = this.dialogues.of(id);
    const answered = script.answeredIn(id);
    await this.greet(id);
    if (await this.handOn(id)) return;
    await this.showGuide(id);
    for (let asked = false; this.isMine(id);) {
      if (await this.answerNext(id, answered)) {
        asked = false;
        if (script.due('expert', id)) await this.callExpert(id, dialogue);
        if (script.due('order', id)) await this.passOn(id);
        continue;
      }
      const quiet = pace.ms(QUIET_SECONDS, QUIET_MS);
      if (!dialogue.isQuietFor(quiet)) {
        await dialogue.within(
          dialogue.msUntilQuiet(quiet),
          () => !this.isMine(id) || dialogue.said('business', answered.sequence).length > 0,
        );
      } else if (asked) await this.resolve(id);
      else {
        asked = true;
        await this.voice.say(
          id,
          this.inTongue(id, '请问还有什么可以帮您？', 'Is there anything else I can do for you?'),
        );
      }
    }
  }

  private async greet(id: string): Promise<void> {
    await this.stage.pace.pause(2, 6);
    const { name } = this.member;
    await this.voice.say(
      id,
      this.inTongue(
        id,
        `您好，我是企服专席的${name}，很高兴为您服务。您的问题我看一下，请稍等。`,
        `Hello, this is ${name} of the enterprise desk. Let me look into your question.`,
      ),
    );
    this.client.typing(id);
    const number = this.stage.script.numberOf(id);
    if (number !== undefined && number % NOTE_EVERY === 0) {
      await this.voice.say(id, '（内部备注）请留意该企业后续是否还有同类咨询。', 'note');
    }
  }

  private async showGuide(id: string): Promise<void> {
    const guide = this.guideOf(id);
    if (!guide) return;
    await this.stage.pace.pause(2, 5);
    await this.voice.show(id, {
      type: 'matter',
      matterCode: guide.matter.code,
      version: guide.matter.version,
      title: guide.name(this.languageOf(id)),
    });
  }

  /** Answers all that has been written since; false when nothing has. */
  private async answerNext(id: string, answered: Answered): Promise<boolean> {
    const asked = this.dialogues.of(id).said('business', answered.sequence);
    const last = asked.at(-1);
    if (!last) return false;
    answered.sequence = last.sequence;
    const question = asked.map(({ text }) => text).join('\n');
    await this.client.request('mark', { conversationId: id, mark: 'read', sequence: last.sequence });
    this.client.typing(id);
    await this.stage.pace.reading(question);
    const answer = this.answerTo(id, question, answered.given);
    await this.stage.pace.typing(answer);
    if (this.isMine(id)) await this.voice.say(id, answer);
    if (this.isMine(id) && question.length >= COURTESY_LENGTH / 4) await this.quote(id, last.sequence);
    return true;
  }

  /** Inserts the suggested Answer, or says that nothing fits. */
  private async quote(id: string, sequence: number): Promise<void> {
    const answer = this.suggested.take(id);
    if (answer) {
      const { articleId, version, title } = answer;
      const said = title[this.languageOf(id)].slice(0, TITLE_LENGTH);
      await this.voice.show(id, { type: 'answer', articleId, version, title: said });
      this.stage.script.quoted += 1;
    } else if (this.suggested.isEmpty(id, sequence)) {
      await this.client.request('nothing-fits', { conversationId: id, sequence });
    }
  }

  private answerTo(id: string, question: string, given: Set<string>): string {
    if (question.length < COURTESY_LENGTH && THANKS.test(question) && !QUESTION.test(question)) {
      return this.inTongue(id, '好的，不客气。', 'You are welcome.');
    }
    const language = languageOf(question) === 'zh' ? this.languageOf(id) : 'en';
    return this.guideOf(id)?.answer(this.inContext(id, question), language, given) ?? '请稍等，我为您核实。';
  }

  /** A short question is understood by how the conversation began. */
  private inContext(id: string, question: string): string {
    const first = this.dialogues.of(id).said('business', 0).at(0)?.text ?? '';
    return question.length > CONTEXT_BELOW || question.startsWith(first) ? question : `${question}\n${first}`;
  }

  /** Passes the conversation to another group, where the script wants it. */
  private async handOn(id: string): Promise<boolean> {
    const played = this.stage.script.due('transfer', id);
    const own = this.client.conversation(id)?.seatGroup;
    const targetId = this.colleagues.seatGroups.find((code) => code !== own);
    if (!played || !targetId) return false;
    played.twisted = true;
    const comment = '企业的问题还涉及贵组的业务，已问候，请接着答复。';
    await insist(() =>
      this.client.request('transfer', { conversationId: id, to: 'group', targetId, comment }),
    );
    return true;
  }

  private async callExpert(id: string, dialogue: Dialogue): Promise<void> {
    const played = this.stage.script.due('expert', id);
    const staffId = played && this.colleagues.experts.get(played.agencyCode);
    if (!staffId) return;
    played.twisted = true;
    const comment = '请帮忙看一下这家企业的情况。';
    await insist(() => this.client.request('invite', { conversationId: id, staffId, comment }));
    const after = this.client.lastSequence(id);
    await dialogue.within(this.stage.pace.ms(EXPERT_PATIENCE.seconds, EXPERT_PATIENCE.ms), () =>
      dialogue.said('staff', after).find(({ senderId }) => senderId === staffId),
    );
  }

  /** What cannot be solved here goes to the agency as a work order. */
  private async passOn(id: string): Promise<void> {
    const played = this.stage.script.due('order', id);
    if (!played || !this.stage.orders) return;
    played.twisted = true;
    const order = await this.stage.orders.take(played, { id: this.client.session.partyId, api: this.api });
    const zh = `这个问题需要主管部门核实办理，已为您转为工单 ${order.number}，办结后会回访您。`;
    const en = `This takes the agency itself: it is now work order ${order.number}; we shall ask you when it is done.`;
    await this.voice.say(id, this.inTongue(id, zh, en));
  }

  private async resolve(id: string): Promise<void> {
    const revision = this.client.conversation(id)?.revision;
    await this.client
      .request('resolve', { conversationId: id, ...(revision === undefined ? {} : { revision }) })
      .catch(() => this.stage.pace.pause(1, 2));
  }

  private isMine(id: string): boolean {
    const view = this.client.conversation(id);
    return view?.status === 'active' && view.seatId === this.client.session.partyId;
  }

  private guideOf(id: string) {
    return this.stage.guides.find(this.client.conversation(id)?.matterCode ?? '');
  }

  private languageOf(id: string): 'zh' | 'en' {
    return this.client.conversation(id)?.language === 'en' ? 'en' : 'zh';
  }

  private inTongue(id: string, zh: string, en: string): string {
    return this.languageOf(id) === 'en' ? en : zh;
  }

  private read(id: string, entry: Entry): void {
    this.stage.audit.delivered(this.member.name, id, entry);
    this.dialogues.of(id).add(entry);
  }

  private notice(frame: EventFrame): void {
    switch (frame.type) {
      case 'offer':
        void this.take(frame.data);
        break;
      case 'typing':
        this.dialogues.of(frame.data.conversationId).typed(this.stage.pace.ms(TYPING_SECONDS, TYPING_MS));
        break;
      case 'conversation':
        this.dialogues.of(frame.data.id).notify();
        this.attend(frame.data.id);
        break;
      case 'synced':
        this.dialogues.of(frame.data.conversation.id).notify();
        this.attend(frame.data.conversation.id);
        break;
      case 'suggestions':
        this.suggested.add(frame.data);
        break;
      case 'left':
        this.stage.audit.left(this.member.name, frame.data.conversationId);
        this.dialogues.of(frame.data.conversationId).notify();
        break;
      default:
    }
  }
}
