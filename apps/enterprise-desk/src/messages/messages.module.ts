import { Module } from '@nestjs/common';
import { AccessRepository } from './access.repository';
import { AnswerCheck } from './answer-check.service';
import { EntriesRepository } from './entries.repository';
import { EntryNews } from './entry-news';
import { MessageWriter } from './message-writer';
import { MessagesHandler } from './messages.handler';
import { MessagesService } from './messages.service';

@Module({
  controllers: [MessagesHandler],
  providers: [AccessRepository, AnswerCheck, EntriesRepository, EntryNews, MessageWriter, MessagesService],
  exports: [EntryNews, MessagesService],
})
export class MessagesModule {}
