import { Controller } from '@nestjs/common';
import {
  EditMessage,
  EntryList,
  ListEntries,
  MarkMessages,
  MarksView,
  MessageAck,
  SendMessage,
  WithdrawMessage,
} from '#contracts';
import { Handles, type Caller } from '#messaging';
import { MessagesService } from './messages.service';

@Controller()
export class MessagesHandler {
  constructor(private readonly messages: MessagesService) {}

  @Handles('desk.message.send')
  send(message: SendMessage, { identity, token }: Caller): Promise<MessageAck> {
    return this.messages.send(identity, message, token);
  }

  @Handles('desk.message.edit')
  edit(request: EditMessage, { identity }: Caller): Promise<MessageAck> {
    return this.messages.edit(identity, request);
  }

  @Handles('desk.message.withdraw')
  withdraw(request: WithdrawMessage, { identity }: Caller): Promise<MessageAck> {
    return this.messages.withdraw(identity, request);
  }

  @Handles('desk.message.mark')
  mark(request: MarkMessages, { identity }: Caller): Promise<MarksView> {
    return this.messages.mark(identity, request);
  }

  @Handles('desk.message.list')
  list(request: ListEntries, { identity }: Caller): Promise<EntryList> {
    return this.messages.list(identity, request);
  }
}
