import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('enterprises')
export class Enterprise {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { name: 'credit_code', unique: true })
  creditCode!: string;

  @Column('text')
  name!: string;
}
