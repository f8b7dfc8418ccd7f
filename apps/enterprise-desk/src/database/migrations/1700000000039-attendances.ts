import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who was in a conversation from when to when; `participants` says who is in it now. */
export class Attendances1700000000039 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE attendances (
        id uuid PRIMARY KEY,
        conversation_id uuid NOT NULL,
        party_id uuid NOT NULL,
        kind text NOT NULL,
        invited_at timestamptz,
        joined_at timestamptz,
        left_at timestamptz
      );
      CREATE INDEX attendances_conversation ON attendances (conversation_id, party_id);
      INSERT INTO attendances
        SELECT gen_random_uuid(), conversation_id, party_id, kind, invited_at, joined_at, left_at FROM participants;
      DROP INDEX participants_invited;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX participants_invited ON participants (invited_at) WHERE invited_at IS NOT NULL;
      DROP TABLE attendances;
    `);
  }
}
