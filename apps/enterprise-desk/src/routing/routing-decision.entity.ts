import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RoutingDecision } from '#contracts';

@Entity('routing_decisions')
export class RoutingDecisionRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'conversation_id' })
  conversationId!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  outcome!: RoutingDecision['outcome'];

  @Column('uuid', { name: 'seat_id', nullable: true })
  seatId!: string | null;

  @Column('text', { array: true })
  reasons!: string[];

  @Column('jsonb')
  candidates!: Record<string, unknown>[];
}
