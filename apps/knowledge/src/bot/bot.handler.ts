import { Controller } from '@nestjs/common';
import type { EventEnvelope } from '#contracts';
import { Consumes } from '#messaging';
import { BotService } from './bot.service';

@Controller()
export class BotHandler {
  constructor(private readonly bot: BotService) {}

  @Consumes('desk.evt.bot.offered')
  takeOffer(event: EventEnvelope<'desk.evt.bot.offered'>): Promise<void> {
    return this.bot.takeOffer(event);
  }

  @Consumes('desk.evt.bot.judged')
  takeVerdict(event: EventEnvelope<'desk.evt.bot.judged'>): Promise<void> {
    return this.bot.takeVerdict(event);
  }
}
