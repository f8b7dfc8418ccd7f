import { Module } from '@nestjs/common';
import { DueRepository } from './due.repository';
import { ErasuresRepository } from './erasures.repository';
import { ErasuresService } from './erasures.service';
import { ForgettingRepository } from './forgetting.repository';
import { ForgettingService } from './forgetting.service';
import { RetentionHandler } from './retention.handler';
import { RetentionReport } from './retention-report';
import { RetentionService } from './retention.service';

@Module({
  controllers: [RetentionHandler],
  providers: [
    DueRepository,
    ErasuresRepository,
    ErasuresService,
    ForgettingRepository,
    ForgettingService,
    RetentionReport,
    RetentionService,
  ],
})
export class RetentionModule {}
