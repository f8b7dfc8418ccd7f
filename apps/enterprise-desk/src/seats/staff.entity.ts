import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SeatState, StaffRole } from '#contracts';

@Entity('staff')
export class Staff {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { unique: true })
  login!: string;

  @Column('text', { name: 'password_hash' })
  passwordHash!: string;

  @Column('text')
  name!: string;

  @Column('text')
  role!: StaffRole;

  @Column('text', { name: 'agency_code', nullable: true })
  agencyCode!: string | null;

  @Column('text', { name: 'seat_groups', array: true })
  seatGroups!: string[];

  @Column('text', { array: true })
  languages!: string[];

  @Column('integer')
  capacity!: number;

  @Column('text', { default: 'off-duty' })
  state!: SeatState;

  @Column('timestamptz', { name: 'state_since', default: () => 'now()' })
  stateSince!: Date;

  @Column('timestamptz', { name: 'idle_since', default: () => 'now()' })
  idleSince!: Date;

  /** Whether a lease of one of its connections runs. */
  @Column('boolean', { default: false })
  connected!: boolean;

  @Column('integer', { name: 'failed_sign_ins', default: 0 })
  failedSignIns!: number;

  @Column('timestamptz', { name: 'locked_until', nullable: true })
  lockedUntil!: Date | null;

  @Column('timestamptz', { name: 'disabled_at', nullable: true })
  disabledAt!: Date | null;
}
