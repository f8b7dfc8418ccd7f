import { Entity, PrimaryColumn } from 'typeorm';

/** A member of staff who may see a confidential order. */
@Entity('order_viewers')
export class OrderViewer {
  @PrimaryColumn('uuid', { name: 'order_id' })
  orderId!: string;

  @PrimaryColumn('uuid', { name: 'staff_id' })
  staffId!: string;
}
