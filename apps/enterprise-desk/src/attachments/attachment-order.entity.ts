import { Entity, PrimaryColumn } from 'typeorm';

/** An order with which an attachment went: who sees the one reads the other. */
@Entity('attachment_orders')
export class AttachmentOrder {
  @PrimaryColumn('uuid', { name: 'attachment_id' })
  attachmentId!: string;

  @PrimaryColumn('uuid', { name: 'order_id' })
  orderId!: string;
}
