import { Controller } from '@nestjs/common';
import {
  DecideDispatchEntry,
  DispatchEntryPage,
  DispatchEntryView,
  ListDispatchEntries,
  SaveDispatchEntry,
} from '#contracts';
import { Handles, type Caller } from '#messaging';
import { DispatchDirectoryService } from './dispatch-directory.service';

@Controller()
export class DispatchDirectoryHandler {
  constructor(private readonly directory: DispatchDirectoryService) {}

  @Handles('desk.dispatch-entry.list')
  list(request: ListDispatchEntries, { identity }: Caller): Promise<DispatchEntryPage> {
    return this.directory.list(identity, request);
  }

  @Handles('desk.dispatch-entry.save')
  save(request: SaveDispatchEntry, { identity }: Caller): Promise<DispatchEntryView> {
    return this.directory.save(identity, request);
  }

  @Handles('desk.dispatch-entry.decide')
  decide(request: DecideDispatchEntry, { identity }: Caller): Promise<DispatchEntryView> {
    return this.directory.decide(identity, request);
  }
}
