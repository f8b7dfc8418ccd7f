import { Module } from '@nestjs/common';
import { OrderExportsHandler } from './order-exports.handler';
import { OrderExportsRepository } from './order-exports.repository';
import { OrderExportsService } from './order-exports.service';

@Module({ controllers: [OrderExportsHandler], providers: [OrderExportsRepository, OrderExportsService] })
export class OrderExportsModule {}
