import { Module } from '@nestjs/common';
import { ClassificationsHandler } from './classifications.handler';
import { ClassificationsRepository } from './classifications.repository';
import { ClassificationsService } from './classifications.service';

@Module({
  controllers: [ClassificationsHandler],
  providers: [ClassificationsRepository, ClassificationsService],
  exports: [ClassificationsService],
})
export class ClassificationsModule {}
