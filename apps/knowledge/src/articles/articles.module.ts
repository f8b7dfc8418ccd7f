import { Module } from '@nestjs/common';
import { InboxModule } from '#outbox';
import { SearchModule } from '../search/search.module';
import { ArticlesHandler } from './articles.handler';
import { ArticlesRepository } from './articles.repository';
import { ArticlesService } from './articles.service';

@Module({
  imports: [InboxModule, SearchModule],
  controllers: [ArticlesHandler],
  providers: [ArticlesService, ArticlesRepository],
  exports: [ArticlesService],
})
export class ArticlesModule {}
