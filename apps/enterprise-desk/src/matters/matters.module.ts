import { Module } from '@nestjs/common';
import { MattersHandler } from './matters.handler';
import { MattersRepository } from './matters.repository';
import { MattersService } from './matters.service';

@Module({
  controllers: [MattersHandler],
  providers: [MattersService, MattersRepository],
  exports: [MattersService],
})
export class MattersModule {}
