import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ServiceHoursView } from '#contracts';

/** The one row of the desk's service hours. */
@Entity('service_hours')
export class ServiceHoursRow {
  @PrimaryColumn('integer')
  id!: number;

  @Column('text')
  days!: ServiceHoursView['days'];

  @Column('jsonb')
  periods!: ServiceHoursView['periods'];
}
