import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A request that was left for later has ended once no order of it is open. */
export class EndedRequests1700000000030 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      UPDATE conversations c SET ended_at = closed.at
        FROM (SELECT conversation_id, max(updated_at) AS at FROM work_orders WHERE conversation_id IS NOT NULL
               GROUP BY conversation_id
              HAVING bool_and(status IN ('settled', 'archived', 'declined', 'merged', 'withdrawn'))) closed
       WHERE c.id = closed.conversation_id AND c.status = 'deferred' AND c.ended_at IS NULL
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`UPDATE conversations SET ended_at = NULL WHERE status = 'deferred'`);
  }
}
