import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A node of the three-level tree by which orders are classified. */
@Entity('classifications')
export class Classification {
  @PrimaryColumn('text')
  code!: string;

  /** 1 to 3. */
  @Column('integer')
  level!: number;

  @Column('text', { name: 'parent_code', nullable: true })
  parentCode!: string | null;

  @Column('text')
  name!: string;

  @Column('text')
  remark!: string;

  /** Since when the imported tree no longer has it; orders keep it. */
  @Column('timestamptz', { name: 'retired_at', nullable: true })
  retiredAt!: Date | null;
}
