import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AppError } from '#contracts';
import { Bus, SessionVerifier, type RequestOptions } from '#messaging';
import { Caller } from '../auth/caller.decorator';
import { Needs } from '../auth/needs.decorator';
import { SECURITY } from '../openapi/describe-operation';
import { TypingHub } from '../realtime/typing-hub';

@ApiTags('conversations')
@Controller('conversations/:conversationId/typing')
export class TypingController {
  constructor(
    private readonly bus: Bus,
    private readonly sessions: SessionVerifier,
    private readonly typing: TypingHub,
  ) {}

  @Post()
  @HttpCode(204)
  @Needs('converse')
  @ApiOperation({ summary: 'Tell the others that I am typing', description: 'Permission: `converse`.' })
  @ApiBearerAuth(SECURITY)
  @ApiNoContentResponse({ description: 'Told' })
  async report(
    @Param('conversationId') conversationId: string,
    @Caller() caller: RequestOptions,
  ): Promise<void> {
    const identity = await this.sessions.verify(caller.token);
    if (this.typing.isTold(conversationId, identity)) return;
    const { id, participants } = await this.bus.request('desk.conversation.get', { conversationId }, caller);
    const self = participants.find(({ partyId }) => partyId === identity.partyId);
    if (!self || self.invited) throw new AppError('FORBIDDEN', 'Only who takes part can be seen typing.');
    if (self.kind !== 'observer') this.typing.publish(id, identity);
  }
}
