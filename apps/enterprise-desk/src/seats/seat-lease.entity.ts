import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('seat_leases')
export class SeatLease {
  @PrimaryColumn('text', { name: 'connection_id' })
  connectionId!: string;

  @Column('uuid', { name: 'staff_id' })
  staffId!: string;

  @Column('timestamptz', { name: 'lease_until' })
  leaseUntil!: Date;
}
