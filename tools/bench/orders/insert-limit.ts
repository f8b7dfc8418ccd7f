import { randomUUID } from 'node:crypto';
import { Client, Pool } from 'pg';

const TABLE = 'desk.bench_orders';
const INSERT = {
  name: 'bench-insert-order',
  text: `INSERT INTO ${TABLE} SELECT * FROM jsonb_populate_record(NULL::desk.work_orders, $1)`,
};

const CONNECTIONS = 32;

/** Commits a second of the very row that an order becomes, with its indexes and nothing else: prepared, one process. */
export async function measureOrderInserts(url: string, seconds: number): Promise<number> {
  const admin = new Client({ connectionString: url });
  await admin.connect();
  await admin.query(`CREATE TABLE ${TABLE} (LIKE desk.work_orders INCLUDING ALL)`);
  const { rows } = await admin.query<{ row: object }>(
    `SELECT to_jsonb(w) AS row FROM desk.work_orders w WHERE status = 'draft' LIMIT 1`,
  );
  const [sample] = rows;
  const pool = new Pool({ connectionString: url, max: CONNECTIONS });
  try {
    let done = 0;
    const end = performance.now() + seconds * 1000;
    const worker = async (): Promise<void> => {
      for (; performance.now() < end; done += 1) {
        const id = randomUUID();
        const row = JSON.stringify({ ...sample?.row, id, number: id });
        await pool.query({ ...INSERT, values: [row] });
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, worker));
    return done / seconds;
  } finally {
    await pool.end();
    await admin.query(`DROP TABLE ${TABLE}`);
    await admin.end();
  }
}
