import {
  AppError,
  type ArticleView,
  type ConversationView,
  type Entry,
  type OfferedAnswer,
} from '#contracts';
import { v7 as uuid } from 'uuid';
import type { Api } from '../client/api';
import { ChatClient } from '../client/chat-client';
import type { EventFrame } from '../client/frames';
import type { HostApp, Representative } from '../client/host-app';
import { Dialogues } from './dialogue';
import { insist } from './insist';
import { satisfies } from './satisfaction';
import type { Case } from './script';
import type { Stage } from './stage';
import { Voice } from './voice';

/** How long a business stays in the queue, in ms. */
const QUEUE_PATIENCE_MS = 30 * 60_000;
/** How long it waits for anything else, in ms at full speed, and beside it in seconds of life. */
const PATIENCE = { ms: 90_000, seconds: 240 };
/** What a business takes for a full answer: nothing written, nor being written, for so many seconds of life. */
const SETTLED_SECONDS = 5;
const SETTLED_MS = 300;
const TYPING_SECONDS = 20;
const TYPING_MS = 1_500;

const WRITE_TRIES = 5;

/** How long a business looks whether the bot has something for it. */
const BOT_PATIENCE_MS = 5_000;

const SLIP = '今晚几点聚餐？';

/** A representative of a firm who brings requests to the desk, one after the other. */
export class Business {
  private readonly dialogues = new Dialogues();
  private readonly client: ChatClient;
  private readonly voice: Voice;
  private readonly api: Api;

  private constructor(
    private readonly stage: Stage,
    private readonly name: string,
    token: string,
  ) {
    this.api = stage.api.as(token);
    this.client = new ChatClient(stage.gateway(), token, {
      onEntry: (id, entry) => this.read(id, entry),
      onEvent: (frame) => this.notice(frame),
      onEnded: (error) => void stage.problems.push(`${name} was sent away: ${error.message}`),
    });
    this.voice = new Voice(this.client, stage.audit);
  }

  static async arrive(stage: Stage, hostApp: HostApp, firm: Representative): Promise<Business> {
    const { token } = await stage.api.exchange(await hostApp.vouchFor(firm));
    const business = new Business(stage, firm.enterprise, token);
    await insist(() => business.client.connect());
    return business;
  }

  leave(): void {
    this.client.close();
  }

  /** From the first message to the rating. */
  async play(played: Case): Promise<void> {
    const { matterCode, language, request, twist } = played;
    const { id } = await this.client.request('open', { matterCode, language, idempotencyKey: uuid() });
    this.stage.script.began(played, id);
    played.business = this.api;
    played.phase = 'waiting';
    await this.ask(played, id);
    if (twist === 'leaves-queue' || twist === 'call-back') await this.giveUp(played, id);
    if (await this.isSettledByBot(played, id)) return this.rate(id, request);
    for (const text of request.followUps) {
      if (!(await this.isAnswered(id))) break;
      if (twist === 'reconnects' && !played.twisted) this.goAwayAwhile(played);
      await this.write(id, text);
    }
    await this.isAnswered(id);
    if (twist === 'reconnects' && !played.twisted) this.goAwayAwhile(played);
    await this.dialogues.of(id).until('the end of the conversation', this.patience, () => this.isOver(id));
    if (this.view(id)?.status === 'resolved') await this.rate(id, request);
  }

  /** The first message, with what some businesses do about it. */
  private async ask(played: Case, id: string): Promise<void> {
    const { text } = played.request;
    if (played.twist === 'withdraws') {
      const { sequence } = await this.voice.say(id, SLIP);
      await this.voice.withdraw(id, sequence);
      played.twisted = true;
    }
    if (played.twist !== 'edits') return void (await this.voice.say(id, text));
    const { sequence } = await this.voice.say(id, text.slice(0, Math.ceil(text.length * 0.6)));
    await this.voice.edit(id, sequence, text);
    played.twisted = true;
  }

  /** While nobody is there, a business reads what the bot offers and takes what says all that it wants to know. */
  private async isSettledByBot({ matterCode, request }: Case, id: string): Promise<boolean> {
    const { satisfiedBy } = request;
    if (satisfiedBy.length === 0) return false;
    const dialogue = this.dialogues.of(id);
    const offered = (): OfferedAnswer[] => dialogue.entries.flatMap(({ card }) => card?.answers ?? []);
    await dialogue.within(BOT_PATIENCE_MS, () => !this.isUnattended(id) || offered().length > 0);
    for (const { articleId, version, title } of offered()) {
      await this.stage.pace.reading(title);
      const article = await this.api.get<ArticleView>(`/articles/${articleId}`, { version });
      if (!satisfies(article, { matterCode, satisfiedBy })) continue;
      if (!this.isUnattended(id)) return false;
      return this.client.request('bot-verdict', { conversationId: id, solved: true, articleId }).then(
        () => true,
        // A person has taken over at this moment: it goes on with the person.
        () => false,
      );
    }
    return false;
  }

  private async write(id: string, text: string): Promise<void> {
    this.client.typing(id);
    await this.stage.pace.typing(text);
    for (let tries = 1; ; tries += 1) {
      try {
        await this.reopenIfResolved(id);
        await this.voice.say(id, text);
        return;
      } catch (error) {
        // The seat has ended the conversation while this was being written.
        if (!(error instanceof AppError && error.code === 'INVALID_STATE') || tries === WRITE_TRIES)
          throw error;
        await this.stage.pace.pause(2, 4);
      }
    }
  }

  private async reopenIfResolved(id: string): Promise<void> {
    if (this.view(id)?.status !== 'resolved') return;
    await insist(() => this.client.request('reopen', { conversationId: id }));
    await this.dialogues.of(id).until('the reopening', this.patience, () => !this.isOver(id));
  }

  /** False when the conversation ended without an answer. */
  private async isAnswered(id: string): Promise<boolean> {
    const dialogue = this.dialogues.of(id);
    const asked = dialogue.said('business', 0).at(-1)?.sequence ?? 0;
    await dialogue.until('a seat', QUEUE_PATIENCE_MS, () => this.view(id)?.status !== 'waiting');
    const replied = await dialogue.until('a reply', this.patience, () => {
      if (dialogue.said('staff', asked).length > 0) return 'yes';
      return this.isOver(id) && 'no';
    });
    if (replied === 'no') return false;
    const settled = this.stage.pace.ms(SETTLED_SECONDS, SETTLED_MS);
    while (!dialogue.isQuietFor(settled) && !this.isOver(id)) {
      await dialogue.within(dialogue.msUntilQuiet(settled), () => this.isOver(id));
    }
    await this.markRead(id);
    return true;
  }

  private async markRead(id: string): Promise<void> {
    await this.client.request('mark', {
      conversationId: id,
      mark: 'read',
      sequence: this.client.lastSequence(id),
    });
  }

  /** Leaves the queue, or asks to be called back; goes on as usual when a seat was faster. */
  private async giveUp(played: Case, id: string): Promise<void> {
    try {
      if (played.twist === 'leaves-queue') await this.client.request('leave', { conversationId: id });
      else {
        await this.client.request('call-back', {
          conversationId: id,
          phone: '138 0000 0000',
          when: '工作日下午',
        });
      }
      played.twisted = true;
    } catch {
      await this.dialogues.of(id).until('a seat', this.patience, () => this.view(id)?.status !== 'waiting');
    }
  }

  private goAwayAwhile(played: Case): void {
    played.twisted = true;
    this.client.drop(this.stage.pace.ms(10));
  }

  private async rate(id: string, { solved, satisfaction }: Case['request']): Promise<void> {
    await this.stage.pace.pause(2, 8);
    await insist(() => this.client.request('rate', { conversationId: id, solved, satisfaction }));
  }

  private get patience(): number {
    return PATIENCE.ms + this.stage.pace.ms(PATIENCE.seconds);
  }

  private read(id: string, entry: Entry): void {
    this.stage.audit.delivered(this.name, id, entry);
    if (entry.kind === 'note')
      this.stage.problems.push(`${this.name} was shown a note of the staff in ${id}`);
    this.dialogues.of(id).add(entry);
  }

  private notice(frame: EventFrame): void {
    if (frame.type === 'typing') {
      this.dialogues.of(frame.data.conversationId).typed(this.stage.pace.ms(TYPING_SECONDS, TYPING_MS));
    } else if (frame.type === 'conversation') this.heard(frame.data);
    else if (frame.type === 'synced') this.heard(frame.data.conversation);
  }

  private heard(view: ConversationView): void {
    this.stage.script.saw(view);
    this.dialogues.of(view.id).notify();
  }

  private view(id: string): ConversationView | undefined {
    return this.client.conversation(id);
  }

  private isUnattended(id: string): boolean {
    const status = this.view(id)?.status;
    return status === 'waiting' || status === 'deferred';
  }

  private isOver(id: string): boolean {
    const status = this.view(id)?.status;
    return status !== undefined && status !== 'waiting' && status !== 'active';
  }
}
