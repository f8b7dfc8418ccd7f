import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was left for later is closed with the last order that was made of it, and open while one of them is. */
export class ClosedConversations1700000000032 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      UPDATE conversations c
         SET revision = revision + 1,
             status = CASE WHEN open.is THEN status ELSE 'closed' END,
             ended_at = CASE WHEN open.is THEN NULL ELSE ended_at END
        FROM (SELECT d.id, EXISTS (SELECT FROM work_orders w WHERE w.conversation_id = d.id AND w.status NOT IN
                     ('settled', 'archived', 'declined', 'merged', 'withdrawn')) AS is
                FROM conversations d WHERE d.status = 'deferred' AND d.ended_at IS NOT NULL) open
       WHERE c.id = open.id
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`UPDATE conversations SET status = 'deferred' WHERE status = 'closed'`);
  }
}
