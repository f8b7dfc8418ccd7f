import { Injectable } from '@nestjs/common';
import type { ServiceHoursView } from '#contracts';
import { DataSource } from 'typeorm';
import { ServiceHoursRow } from './service-hours.entity';

@Injectable()
export class ServiceHoursRepository {
  constructor(private readonly dataSource: DataSource) {}

  async get(): Promise<ServiceHoursView> {
    const { days, periods } = await this.dataSource.manager.findOneByOrFail(ServiceHoursRow, { id: 1 });
    return { days, periods };
  }

  async set({ days, periods }: ServiceHoursView): Promise<void> {
    await this.dataSource.manager.update(ServiceHoursRow, 1, { days, periods });
  }
}
