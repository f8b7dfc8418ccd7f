import type { ConversationView, Entry } from '#contracts';
import { ChatClient } from '../client/chat-client';
import type { StaffMember } from './city';
import { Dialogues } from './dialogue';
import { insist } from './insist';
import type { Stage } from './stage';
import { Voice } from './voice';

/** A partner agency's expert: joins when invited, says its word, and goes. */
export class Expert {
  private readonly dialogues = new Dialogues();
  private readonly client: ChatClient;
  private readonly voice: Voice;

  private constructor(
    private readonly stage: Stage,
    private readonly member: StaffMember,
    token: string,
  ) {
    this.client = new ChatClient(stage.gateway(), token, {
      onEntry: (id, entry) => this.read(id, entry),
      onEvent: (frame) => {
        if (frame.type === 'invited') void this.help(frame.data.conversation);
        if (frame.type === 'left') stage.audit.left(member.name, frame.data.conversationId);
      },
    });
    this.voice = new Voice(this.client, stage.audit);
  }

  static async standBy(stage: Stage, member: StaffMember, token: string): Promise<Expert> {
    const expert = new Expert(stage, member, token);
    await insist(() => expert.client.connect());
    return expert;
  }

  leave(): void {
    this.client.close();
  }

  private async help({ id, matterCode, language }: ConversationView): Promise<void> {
    const { pace, guides, problems, script } = this.stage;
    try {
      await pace.pause(3, 8);
      await insist(() => this.client.request('accept', { conversationId: id }));
      await pace.pause(5, 15);
      const tongue = language === 'en' ? 'en' : 'zh';
      const guide = guides.find(matterCode);
      const addition = guide?.answer(this.questionIn(id), tongue, script.answeredIn(id).given) ?? '';
      await this.voice.say(id, this.introduction(tongue) + addition);
      await insist(() => this.client.request('leave', { conversationId: id }));
    } catch (error) {
      problems.push(`${this.member.name} could not help in ${id}: ${String(error)}`);
    }
  }

  private read(id: string, entry: Entry): void {
    this.stage.audit.delivered(this.member.name, id, entry);
    this.dialogues.of(id).add(entry);
  }

  private questionIn(id: string): string {
    return this.dialogues
      .of(id)
      .said('business', 0)
      .map(({ text }) => text)
      .join('\n');
  }

  private introduction(tongue: 'zh' | 'en'): string {
    const { name } = this.member;
    return tongue === 'en'
      ? `This is ${name} of the agency. I have read the conversation and agree with the answer. Let me add: `
      : `您好，我是业务部门的${name}，前面的答复没有问题，我补充一点。`;
  }
}
