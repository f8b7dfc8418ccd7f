import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Articles are quoted in messages and in replies to work orders, and offered by the bot, several at once. */
export class QuotesEverywhere1700000000007 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE article_quotes RENAME COLUMN conversation_id TO told_in;
      ALTER TABLE article_quotes DROP CONSTRAINT article_quotes_pkey, ADD PRIMARY KEY (told_in, sequence, article_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DELETE FROM article_quotes WHERE kind <> 'message';
      ALTER TABLE article_quotes DROP CONSTRAINT article_quotes_pkey, ADD PRIMARY KEY (told_in, sequence);
      ALTER TABLE article_quotes RENAME COLUMN told_in TO conversation_id;
    `);
  }
}
