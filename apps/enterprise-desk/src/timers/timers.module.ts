import { Global, Module } from '@nestjs/common';
import { TimersRepository } from './timers.repository';
import { TimersService } from './timers.service';

@Global()
@Module({ providers: [TimersRepository, TimersService], exports: [TimersService] })
export class TimersModule {}
