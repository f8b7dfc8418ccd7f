import { Injectable } from '@nestjs/common';
import type { ConversationNews, Entry } from '#contracts';
import { LiveService } from '../live/live.service';
import { Room } from './room';

export interface EntryTold {
  conversationId: string;
  entry: Entry;
  firstReply: boolean;
  unattended: boolean;
}

/** Tells a batch of new entries, those of a conversation in as few pieces of news as the wire allows. */
@Injectable()
export class EntryNews {
  private onFirstReply: (conversationId: string) => void = () => undefined;
  private onUnattended: (conversationId: string) => void = () => undefined;

  constructor(private readonly live: LiveService) {}

  /** The state of a conversation changes with its first reply; who keeps it is told here. */
  listenFirstReply(listener: (conversationId: string) => void): void {
    this.onFirstReply = listener;
  }

  /** A business has written and nobody is there yet; must return at once. */
  listenUnattended(listener: (conversationId: string) => void): void {
    this.onUnattended = listener;
  }

  tell(told: readonly EntryTold[]): void {
    const news = new Map<string, ConversationNews & { entries: Entry[] }>();
    for (const { conversationId, entry, firstReply, unattended } of told) {
      const ofConversation = news.get(conversationId) ?? { conversationId, entries: [] };
      ofConversation.entries.push(entry);
      news.set(conversationId, ofConversation);
      if (firstReply) this.onFirstReply(conversationId);
      if (unattended) this.onUnattended(conversationId);
    }
    for (const { conversationId, entries } of news.values()) {
      while (entries.length > 0) {
        const piece = entries.splice(0, new Room().take(entries).length);
        this.live.conversation({ conversationId, entries: piece });
      }
    }
  }
}
