import { Controller } from '@nestjs/common';
import {
  ClassificationImportReport,
  ClassificationPage,
  ImportClassifications,
  ListClassifications,
} from '#contracts';
import { Handles } from '#messaging';
import { ClassificationsService } from './classifications.service';

@Controller()
export class ClassificationsHandler {
  constructor(private readonly classifications: ClassificationsService) {}

  @Handles('desk.classification.list')
  list(request: ListClassifications): Promise<ClassificationPage> {
    return this.classifications.list(request);
  }

  @Handles('desk.classification.import')
  import(request: ImportClassifications): Promise<ClassificationImportReport> {
    return this.classifications.import(request);
  }
}
