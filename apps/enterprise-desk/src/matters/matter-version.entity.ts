import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MatterGuide } from '#contracts';

/** Every guide that a matter has had, so that what a card has shown stays known. */
@Entity('matter_versions')
export class MatterVersion {
  @PrimaryColumn('text', { name: 'matter_code' })
  matterCode!: string;

  @PrimaryColumn('integer')
  version!: number;

  @Column('jsonb')
  guide!: MatterGuide;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
