import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type {
  AcceptConversation,
  ConversationRef,
  GiveBotVerdict,
  InviteToConversation,
  ListConversations,
  OpenConversation,
  RateConversation,
  ReopenConversation,
  RequestCallBack,
  ResolveConversation,
  TransferConversation,
} from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('conversations')
@Controller('conversations')
export class ConversationsController {
  constructor(private readonly bus: Bus) {}

  @Post()
  @Asks('desk.conversation.open', 'Open a conversation under a matter')
  open(@Input() input: OpenConversation, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.conversation.open', input, caller);
  }

  @Get()
  @Asks('desk.conversation.list', "My conversations; everyone's with scope=all")
  list(@Input() input: ListConversations, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.conversation.list', input, caller);
  }

  @Get(':conversationId')
  @Asks('desk.conversation.get', 'The true state of a conversation')
  get(@Input() input: ConversationRef, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.conversation.get', input, caller);
  }

  @Get(':conversationId/routing')
  @Asks('desk.conversation.routing', 'Why the router chose as it did')
  getRouting(@Input() input: ConversationRef, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.conversation.routing', input, caller);
  }

  @Get(':conversationId/attendances')
  @Asks('desk.conversation.attendances', 'Who was in it from when to when, also unseen, and who was invited')
  getAttendances(@Input() input: ConversationRef, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.conversation.attendances', input, caller);
  }

  @Post(':conversationId/accept')
  @HttpCode(200)
  @Asks('desk.conversation.accept', 'Accept an invitation, or pick a waiting conversation from the queue')
  accept(@Input() input: AcceptConversation, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.conversation.accept', input, caller);
  }

  @Post(':conversationId/transfer')
  @HttpCode(200)
  @Asks('desk.conversation.transfer', 'Hand over to a seat or a seat group, with a comment')
  transfer(@Input() input: TransferConversation, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.conversation.transfer', input, caller);
  }

  @Post(':conversationId/invite')
  @HttpCode(200)
  @Asks('desk.conversation.invite', "Invite a colleague or an agency's expert")
  invite(@Input() input: InviteToConversation, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.conversation.invite', input, caller);
  }

  @Post(':conversationId/leave')
  @HttpCode(200)
  @Asks('desk.conversation.leave', 'Leave a conversation')
  leave(@Input() input: ConversationRef, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.conversation.leave', input, caller);
  }

  @Post(':conversationId/resolve')
  @HttpCode(200)
  @Asks('desk.conversation.resolve', 'Declare a conversation resolved')
  resolve(@Input() input: ResolveConversation, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.conversation.resolve', input, caller);
  }

  @Post(':conversationId/reopen')
  @HttpCode(200)
  @Asks('desk.conversation.reopen', 'Take up a resolved conversation again')
  reopen(@Input() input: ReopenConversation, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.conversation.reopen', input, caller);
  }

  @Post(':conversationId/rating')
  @HttpCode(200)
  @Asks('desk.conversation.rate', 'Say whether it was solved, and how satisfied one is')
  rate(@Input() input: RateConversation, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.conversation.rate', input, caller);
  }

  @Post(':conversationId/call-back')
  @HttpCode(200)
  @Asks('desk.conversation.call-back', 'Ask to be called back')
  requestCallBack(@Input() input: RequestCallBack, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.conversation.call-back', input, caller);
  }

  @Post(':conversationId/bot-verdict')
  @HttpCode(200)
  @Asks('desk.conversation.bot-verdict', 'Say whether what the bot offered solved it')
  giveBotVerdict(@Input() input: GiveBotVerdict, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.conversation.bot-verdict', input, caller);
  }

  @Post(':conversationId/look-on')
  @HttpCode(200)
  @Asks('desk.conversation.look-on', 'Look on unseen')
  lookOn(@Input() input: ConversationRef, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.conversation.look-on', input, caller);
  }

  @Post(':conversationId/take-over')
  @HttpCode(200)
  @Asks('desk.conversation.take-over', 'Take a conversation over')
  takeOver(@Input() input: ConversationRef, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.conversation.take-over', input, caller);
  }
}
