import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { DeferredRequestView } from '#contracts';

@Entity('deferred_requests')
@Unique(['conversationId'])
export class DeferredRequest {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'conversation_id' })
  conversationId!: string;

  @Column('text')
  kind!: DeferredRequestView['kind'];

  @Column('text', { name: 'matter_code' })
  matterCode!: string;

  @Column('text', { name: 'enterprise_name' })
  enterpriseName!: string;

  @Column('text', { name: 'phone_encrypted', nullable: true })
  phoneEncrypted!: string | null;

  /** When a call suits the business, in its own words. */
  @Column('text', { nullable: true })
  suits!: string | null;

  /** By when the enterprise is to be contacted. */
  @Column('timestamptz', { name: 'contact_due_at' })
  contactDueAt!: Date;

  /** It falls in a year whose calendar is not published yet. */
  @Column('boolean', { name: 'contact_due_provisional' })
  contactDueProvisional!: boolean;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'taken_at', nullable: true })
  takenAt!: Date | null;

  /** The order that was made of it. */
  @Column('uuid', { name: 'order_id', nullable: true })
  orderId!: string | null;

  /** The business needs it no more. */
  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt!: Date | null;
}
