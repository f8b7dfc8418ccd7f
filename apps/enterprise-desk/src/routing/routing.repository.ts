import { Injectable } from '@nestjs/common';
import type { OfferOutcome, OfferView } from '#contracts';
import { Pool, type Transaction } from '#database';
import { DataSource } from 'typeorm';
import type { Waiting } from './choose-seat';
import { Offer } from './offer.entity';
import { RoutingDecisionRow } from './routing-decision.entity';

export interface WaitingRow extends Waiting {
  matterCode: string;
  enterpriseName: string;
  /** Whether "nobody is free" has been recorded since it last joined the queue. */
  noted: boolean;
}

/** Heads of each group's queue that one pass of the router looks at. */
const HEADS_PER_GROUP = 100;
const ROUTER_LOCK = 7_243_002;

@Injectable()
export class RoutingRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly pool: Pool,
  ) {}

  /** One router at a time, of all desks. */
  async lockRouter(tx: Transaction): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(${ROUTER_LOCK})`);
  }

  /** The heads of all queues that no offer is out for. */
  listWaiting(tx: Transaction, lastServedDays: number): Promise<WaitingRow[]> {
    return tx.query<WaitingRow[]>(
      `SELECT w.id AS "conversationId", w.seat_group AS "seatGroup", w.language, w.preferred_seat_id AS "preferredSeatId",
              w.matter_code AS "matterCode", w.enterprise_name AS "enterpriseName",
              (SELECT l.seat_id FROM conversations l WHERE l.enterprise_id = w.enterprise_id AND l.seat_id IS NOT NULL
                  AND l.accepted_at > now() - make_interval(days => $1) ORDER BY l.accepted_at DESC LIMIT 1) AS "lastServedBy",
              ARRAY(SELECT o.staff_id::text FROM offers o WHERE o.conversation_id = w.id
                       AND o.created_at >= w.queued_at AND o.status IN ('expired', 'declined', 'returned', 'handed-on')) AS "missedBy",
              EXISTS (SELECT 1 FROM routing_decisions d WHERE d.conversation_id = w.id AND d.outcome = 'no-seat'
                         AND d.at >= w.queued_at) AS noted
         FROM seat_groups g CROSS JOIN LATERAL (
           SELECT * FROM conversations c WHERE c.seat_group = g.code AND c.status = 'waiting'
              AND NOT EXISTS (SELECT 1 FROM offers o WHERE o.conversation_id = c.id AND o.status = 'pending')
            ORDER BY c.queue_rank, c.queued_at, c.id LIMIT ${HEADS_PER_GROUP}) w
        ORDER BY w.queue_rank, w.queued_at, w.id`,
      [lastServedDays],
    );
  }

  /** Those of the conversations that still wait, under their locks: always before their offers, so that nobody deadlocks. */
  async lockWaiting(tx: Transaction, conversationIds: string[]): Promise<Set<string>> {
    const rows = await tx.query<{ id: string }[]>(
      `SELECT id FROM conversations WHERE id = ANY($1) AND status = 'waiting' ORDER BY id FOR NO KEY UPDATE`,
      [conversationIds],
    );
    return new Set(rows.map((row) => row.id));
  }

  async addOffers(tx: Transaction, offers: Offer[]): Promise<void> {
    if (offers.length > 0) await tx.insert(Offer, offers);
  }

  async addDecisions(tx: Transaction, decisions: RoutingDecisionRow[]): Promise<void> {
    if (decisions.length > 0) await tx.insert(RoutingDecisionRow, decisions as object[]);
  }

  listDecisions(conversationId: string): Promise<RoutingDecisionRow[]> {
    return this.dataSource.manager.find(RoutingDecisionRow, {
      where: { conversationId },
      order: { id: 'DESC' },
      take: 100,
    });
  }

  findOffer(tx: Transaction, id: string): Promise<Offer | null> {
    return tx.findOneBy(Offer, { id });
  }

  /** Ends the offer if it is still pending; who ends it first decides what becomes of it. */
  async endOffer(tx: Transaction, id: string, outcome: OfferOutcome, now: Date): Promise<boolean> {
    const { affected } = await tx.update(Offer, { id, status: 'pending' }, { status: outcome, endedAt: now });
    return affected === 1;
  }

  listPendingOf(tx: Transaction, where: { staffId: string } | { conversationId: string }): Promise<Offer[]> {
    return tx.findBy(Offer, { ...where, status: 'pending' });
  }

  /** Whoever had an offer already goes to the head of the queue; returns the seat groups of those that do. */
  async moveToHead(tx: Transaction, conversationIds: string[]): Promise<string[]> {
    const [rows] = await tx.query<[{ seat_group: string }[], number]>(
      `UPDATE conversations SET queue_rank = -1 WHERE id = ANY($1) AND status = 'waiting' RETURNING seat_group`,
      [conversationIds],
    );
    return rows.map((row) => row.seat_group);
  }

  async listOfferViews(staffId: string): Promise<OfferView[]> {
    const { rows } = await this.pool.query<Omit<OfferView, 'expiresAt'> & { expiresAt: Date }>({
      name: 'offers-of',
      text: `SELECT o.id, o.conversation_id AS "conversationId", o.expires_at AS "expiresAt", o.reasons, c.matter_code AS "matterCode",
                    c.language, c.enterprise_name AS "enterpriseName"
               FROM offers o JOIN conversations c ON c.id = o.conversation_id
              WHERE o.staff_id = $1 AND o.status = 'pending' ORDER BY o.created_at`,
      values: [staffId],
    });
    return rows.map((row) => ({ ...row, expiresAt: row.expiresAt.toISOString() }));
  }
}
