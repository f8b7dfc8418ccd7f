import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AgencyRecords1700000000008 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE attachments ADD COLUMN sent_at timestamptz;
      UPDATE attachments a SET sent_at = h.at
        FROM order_history h, jsonb_array_elements_text(h.details->'attachmentIds') AS sent (id)
        WHERE jsonb_typeof(h.details->'attachmentIds') = 'array' AND sent.id = a.id::text;
      CREATE INDEX attachments_unsent ON attachments (created_at) WHERE sent_at IS NULL;

      -- All that the balance reads, so that it need not read the handovers themselves.
      CREATE INDEX handovers_balanced ON handovers (created_at)
        INCLUDE (agency_code, kind, state, signed_at, replied_at, confirmed_at);
      DROP INDEX handovers_created;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX handovers_balanced');
    await db.query('CREATE INDEX handovers_created ON handovers (created_at)');
    await db.query('ALTER TABLE attachments DROP COLUMN sent_at');
  }
}
