import { Module } from '@nestjs/common';
import { MattersModule } from '../matters/matters.module';
import { DispatchDirectoryHandler } from './dispatch-directory.handler';
import { DispatchDirectoryRepository } from './dispatch-directory.repository';
import { DispatchDirectoryService } from './dispatch-directory.service';

@Module({
  imports: [MattersModule],
  controllers: [DispatchDirectoryHandler],
  providers: [DispatchDirectoryRepository, DispatchDirectoryService],
  exports: [DispatchDirectoryService],
})
export class DispatchDirectoryModule {}
