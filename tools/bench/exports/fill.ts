import type { Client } from 'pg';

/** A description of some hundred characters, with what has to be masked and quoted. */
const ORDERS = `
  INSERT INTO desk.work_orders (id, number, version, status, suspended, kind, urgency, channel, confidential, matter_code,
    district, title, description, enterprise_name, phone_encrypted, agency_code, repeats, returns, redos, reassigned,
    created_at, updated_at)
  SELECT uuidv7(-n * interval '60 seconds'), 'QE' || n, 8, 'archived', false, 'complaint', 'normal', 'phone', false,
    w.matter_code, w.district, '经营范围变更登记未通过，编号' || n,
    '企业称于本月在网上提交变更登记，系统提示"材料不齐"，已按要求补齐并重新提交。' || chr(10) ||
    '窗口答复需五个工作日，至今未收到通知，请核实并答复。联系人电话13800138000，统一社会信用代码91310000MA1FL5Y123，来件' || n,
    '测试企业' || n % 50000 || '有限公司', w.phone_encrypted, 'SCJG', 1, 0, 0, false,
    now() - n * interval '60 seconds', now() - n * interval '60 seconds'
  FROM generate_series(1, $1) n, desk.work_orders w WHERE w.id = $2`;

/** Fills the desk with so many orders, older than the one that they take matter and telephone number from. */
export async function fillExports(client: Client, count: number, modelId: string): Promise<void> {
  await client.query(ORDERS, [count, modelId]);
  await client.query('VACUUM ANALYZE desk.work_orders');
}
