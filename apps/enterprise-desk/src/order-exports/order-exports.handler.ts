import { Controller } from '@nestjs/common';
import { OrderExportPage, ReadOrderExport } from '#contracts';
import { Handles } from '#messaging';
import { OrderExportsService } from './order-exports.service';

@Controller()
export class OrderExportsHandler {
  constructor(private readonly exports: OrderExportsService) {}

  @Handles('desk.order-export.read')
  read(request: ReadOrderExport): Promise<OrderExportPage> {
    return this.exports.read(request);
  }
}
