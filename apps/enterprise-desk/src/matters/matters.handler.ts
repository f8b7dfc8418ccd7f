import { Controller } from '@nestjs/common';
import type {
  GetMatter,
  ImportMatters,
  ListMatters,
  MatterImportReport,
  MatterPage,
  MatterView,
} from '#contracts';
import { Handles } from '#messaging';
import { MattersService } from './matters.service';

@Controller()
export class MattersHandler {
  constructor(private readonly matters: MattersService) {}

  @Handles('desk.matter.list')
  list(request: ListMatters): Promise<MatterPage> {
    return this.matters.list(request);
  }

  @Handles('desk.matter.get')
  get({ code }: GetMatter): Promise<MatterView> {
    return this.matters.get(code);
  }

  @Handles('desk.matter.import')
  import({ agencies, dryRun }: ImportMatters): Promise<MatterImportReport> {
    return this.matters.import(agencies, dryRun);
  }
}
