import { Module } from '@nestjs/common';
import { ArticlesModule } from '../articles/articles.module';
import { GapReportsService } from './gap-reports.service';
import { GapsHandler } from './gaps.handler';
import { GapsRepository } from './gaps.repository';
import { GapsService } from './gaps.service';
import { MatterAgencies } from './matter-agencies';

@Module({
  imports: [ArticlesModule],
  controllers: [GapsHandler],
  providers: [GapReportsService, GapsRepository, GapsService, MatterAgencies],
  exports: [GapsService, MatterAgencies],
})
export class GapsModule {}
