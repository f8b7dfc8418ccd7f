import type { Client } from 'pg';
import type { ListWorkOrders } from '#contracts';
import { orderListQuery } from '../../../apps/enterprise-desk/src/work-orders/order-list-query';
import type { Listing } from './listings';

export interface Plan {
  name: string;
  /** Indexes that it goes through. */
  indexes: string[];
  /** Reads a whole table. */
  scansAll: boolean;
  /** Rows that were read and thrown away. */
  filteredOut: number;
  ms: number;
}

interface PlanNode {
  'Node Type': string;
  'Index Name'?: string;
  'Rows Removed by Filter'?: number;
  'Actual Loops': number;
  Plans?: PlanNode[];
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** How PostgreSQL finds the page: of the very statement that the desk sends, planned as the desk has it planned. */
export async function planOf(client: Client, { name, query, scope }: Listing): Promise<Plan> {
  const { text, values } = orderListQuery(query as ListWorkOrders, scope, query.after, 51);
  await client.query('SET search_path = desk; SET plan_cache_mode = force_generic_plan');
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode; 'Execution Time': number }] }>(
    `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
    values,
  );
  const [explained] = rows[0]?.['QUERY PLAN'] ?? [];
  if (!explained) throw new Error(`There is no plan of "${name}".`);
  const nodes = nodesOf(explained.Plan);
  return {
    name,
    indexes: [...new Set(nodes.flatMap((node) => node['Index Name'] ?? []))],
    scansAll: nodes.some((node) => node['Node Type'] === 'Seq Scan'),
    filteredOut: nodes.reduce(
      (sum, node) => sum + (node['Rows Removed by Filter'] ?? 0) * node['Actual Loops'],
      0,
    ),
    ms: explained['Execution Time'],
  };
}
