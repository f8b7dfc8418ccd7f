import { Module } from '@nestjs/common';
import { ArticlesModule } from '../articles/articles.module';
import { GapReportsService } from './gap-reports.service';
import { GapsHandler } from './gaps.handler';
import { GapsRepository } from './gaps.repository';
import { GapsService } from './gaps.service';
import { MattersModule } from '../matters/matters.module';

@Module({
  imports: [ArticlesModule, MattersModule],
  controllers: [GapsHandler],
  providers: [GapReportsService, GapsRepository, GapsService],
  exports: [GapsService],
})
export class GapsModule {}
