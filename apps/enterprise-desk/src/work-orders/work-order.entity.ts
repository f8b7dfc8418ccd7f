import type { OrderChannel, OrderKind, OrderStatus, OrderUrgency } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('work_orders')
export class WorkOrder {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  number!: string;

  /** Grows with every action. */
  @Column('integer')
  version!: number;

  @Column('text')
  status!: OrderStatus;

  @Column('boolean')
  suspended!: boolean;

  @Column('text')
  kind!: OrderKind;

  @Column('text')
  urgency!: OrderUrgency;

  @Column('text')
  channel!: OrderChannel;

  @Column('boolean')
  confidential!: boolean;

  @Column('text', { name: 'matter_code' })
  matterCode!: string;

  @Column('text')
  district!: string;

  @Column('text', { nullable: true })
  classification!: string | null;

  @Column('text')
  title!: string;

  @Column('text')
  description!: string;

  @Column('text', { name: 'enterprise_name' })
  enterpriseName!: string;

  @Column('uuid', { name: 'enterprise_id', nullable: true })
  enterpriseId!: string | null;

  @Column('text', { name: 'phone_encrypted', nullable: true })
  phoneEncrypted!: string | null;

  @Column('uuid', { name: 'conversation_id', nullable: true })
  conversationId!: string | null;

  /** The lead agency; none while it is a draft. */
  @Column('text', { name: 'agency_code', nullable: true })
  agencyCode!: string | null;

  @Column('uuid', { name: 'parent_id', nullable: true })
  parentId!: string | null;

  @Column('uuid', { name: 'merged_into_id', nullable: true })
  mergedIntoId!: string | null;

  @Column('integer')
  repeats!: number;

  @Column('integer')
  returns!: number;

  @Column('integer')
  redos!: number;

  @Column('text', { nullable: true })
  supervision!: 'yellow' | 'red' | null;

  /** It has gone from one agency to another, which may object. */
  @Column('boolean')
  reassigned!: boolean;

  /** Since when a ruling binds. */
  @Column('timestamptz', { name: 'ruled_at', nullable: true })
  ruledAt!: Date | null;

  @Column('text', { name: 'extension_state', nullable: true })
  extensionState!: 'requested' | 'granted' | 'refused' | null;

  @Column('integer', { name: 'extension_workdays', nullable: true })
  extensionWorkdays!: number | null;

  @Column('text', { name: 'extension_reason', nullable: true })
  extensionReason!: string | null;

  /** Code of the declined class. */
  @Column('text', { name: 'declined_as', nullable: true })
  declinedAs!: string | null;

  /** What was said with it, such as where the enterprise is to turn instead. */
  @Column('text', { name: 'declined_text', nullable: true })
  declinedText!: string | null;

  /** Who took it down; whoever follows it up must be somebody else. */
  @Column('uuid', { name: 'handler_id', nullable: true })
  handlerId!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  /** When what is personal was taken out of it. */
  @Column('timestamptz', { name: 'forgotten_at', nullable: true })
  forgottenAt!: Date | null;
}

/** What actions change of an order; the rest stays as it was taken down. */
export const CHANGED_BY_ACTIONS = [
  ...(['version', 'status', 'suspended', 'agencyCode', 'confidential', 'classification'] as const),
  ...(['mergedIntoId', 'repeats', 'returns', 'redos', 'supervision', 'reassigned', 'ruledAt'] as const),
  ...(['extensionState', 'extensionWorkdays', 'extensionReason'] as const),
  ...(['declinedAs', 'declinedText', 'updatedAt'] as const),
] satisfies readonly (keyof WorkOrder)[];

export type OrderPatch = Partial<Pick<WorkOrder, (typeof CHANGED_BY_ACTIONS)[number]>>;
