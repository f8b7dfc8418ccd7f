import type { Client } from 'pg';

const TABLES = ['work_orders', 'order_agencies', 'order_history', 'order_clocks', 'timers'];

/** Of a desk that has run for years: nearly all is archived, little is open. */
const ORDERS = `
  INSERT INTO desk.work_orders (id, number, version, status, suspended, kind, urgency, channel, confidential, matter_code,
    district, title, description, enterprise_name, enterprise_id, agency_code, repeats, returns, redos, supervision,
    reassigned, created_at, updated_at)
  SELECT uuidv7(-n * interval '60 seconds'), 'QB' || n, 8,
    CASE WHEN n % 1000 < 900 THEN 'archived' WHEN n % 1000 < 940 THEN 'settled' WHEN n % 1000 < 960 THEN 'declined'
         WHEN n % 1000 < 970 THEN 'merged' WHEN n % 1000 < 980 THEN 'dispatched' WHEN n % 1000 < 990 THEN 'in-progress'
         WHEN n % 1000 < 999 THEN 'following-up' ELSE 'returned' END,
    false, (ARRAY['consultation','help','complaint'])[1 + n % 3], 'normal', 'phone', n % 1000 = 7,
    m.codes[1 + n % array_length(m.codes, 1)], 'city', '经营范围变更登记未通过', '系统提示材料不齐，企业认为已补齐，请核实并答复。',
    '测试企业' || n % 50000, overlay(overlay(md5((n % 50000)::text) placing '4' from 13) placing 'a' from 17)::uuid,
    m.agencies[1 + n % array_length(m.codes, 1)], 1, 0, 0, CASE WHEN n % 2000 = 975 THEN 'red' END, false,
    now() - n * interval '60 seconds', now() - n * interval '60 seconds'
  FROM generate_series(1, $1::int) n,
    (SELECT array_agg(code ORDER BY code) AS codes, array_agg(agency_code ORDER BY code) AS agencies FROM desk.matters) m`;

const AGENCIES = `
  INSERT INTO desk.order_agencies (order_id, agency_code, part, order_status)
  SELECT id, agency_code, 'lead', NULL FROM desk.work_orders WHERE number LIKE 'QB%'
  UNION ALL
  SELECT id, CASE agency_code WHEN 'SCJG' THEN 'GJJ' WHEN 'GJJ' THEN 'ZXQY' ELSE 'SCJG' END, 'co-handler', status
    FROM desk.work_orders WHERE number LIKE 'QB%5'`;

const HISTORY = `
  INSERT INTO desk.order_history (order_id, sequence, at, actor_kind, actor_key, actor_name, action, status, details,
    idempotency_key)
  SELECT id, 1, created_at, 'staff', 'staff:bench', '试验', 'create', 'draft', '{}', number
    FROM desk.work_orders WHERE number LIKE 'QB%'`;

/** A deadline of every order, still far ahead. */
const CLOCKS = `
  INSERT INTO desk.order_clocks (id, order_id, agency_code, kind, policy_version, second, hours, amount, started_at, due_at,
    yellow_at, provisional)
  SELECT uuidv7(), id, agency_code, 'handling', 0, false, 'office', '{"workdays":5}', now(),
    now() + interval '20 days' + row_number() OVER () * interval '1 second', now() + interval '19 days', false
    FROM desk.work_orders WHERE number LIKE 'QB%'`;

const TIMERS = `
  INSERT INTO desk.timers (kind, key, fire_at) SELECT 'order-clock', id::text, yellow_at FROM desk.order_clocks`;

/** Fills the desk with so many orders of the past, their agencies, the first line of their histories, and a deadline each. */
export async function fillOrders(client: Client, count: number): Promise<void> {
  await client.query(`SET synchronous_commit = off; SET maintenance_work_mem = '512MB'`);
  await withoutIndexes(client, async () => {
    await client.query(ORDERS, [count]);
    for (const fill of [AGENCIES, HISTORY, CLOCKS, TIMERS]) await client.query(fill);
  });
  await client.query('RESET synchronous_commit; RESET maintenance_work_mem');
  await client.query(`VACUUM ANALYZE ${TABLES.map((table) => `desk.${table}`).join(', ')}`);
  await client.query('CHECKPOINT');
}

/** Indexes are built faster over what is there than kept up row by row. */
async function withoutIndexes(client: Client, fill: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
       FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
      WHERE c.relnamespace = 'desk'::regnamespace AND c.relname = ANY($1)
        AND NOT EXISTS (SELECT FROM pg_constraint p WHERE p.conindid = i.indexrelid)`,
    [TABLES],
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  await fill();
  for (const { definition } of rows) await client.query(definition);
}
