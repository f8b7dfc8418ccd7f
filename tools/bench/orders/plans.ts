import type { Client } from 'pg';
import { orderListQuery } from '../../../apps/enterprise-desk/src/work-orders/order-list-query';
import type { Listing } from './listings';

export interface Plan {
  name: string;
  /** The steps of the plan, from the last to the first. */
  way: string;
  /** Reads a whole table. */
  scansAll: boolean;
  /** The most rows that a sort had to put in order; none where an index keeps the order. */
  sorted: number;
  /** Rows that were read and thrown away. */
  filteredOut: number;
  ms: number;
}

interface PlanNode {
  'Node Type': string;
  'Index Name'?: string;
  'Rows Removed by Filter'?: number;
  'Actual Loops': number;
  'Actual Rows': number;
  Plans?: PlanNode[];
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

const sortedBy = ({ 'Node Type': type, Plans: [input] = [] }: PlanNode): number | never[] =>
  type.endsWith('Sort') && input ? input['Actual Rows'] * input['Actual Loops'] : [];

/** Such as `Limit ← Index Scan work_orders_status`. */
const wayOf = ({ 'Node Type': type, 'Index Name': index, Plans: inputs = [] }: PlanNode): string => {
  const step = index ? `${type} ${index}` : type;
  const [first, ...others] = inputs.map(wayOf);
  if (first === undefined) return step;
  return others.length > 0 ? `${step} ← (${[first, ...others].join(' | ')})` : `${step} ← ${first}`;
};

/** How PostgreSQL finds the page: of the very statement that the desk sends, planned as the desk has it planned. */
export async function planOf(client: Client, { name, query, scope }: Listing): Promise<Plan> {
  const { text, values } = orderListQuery(query, scope, query.after, 51);
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
    way: wayOf(explained.Plan),
    scansAll: nodes.some((node) => node['Node Type'] === 'Seq Scan'),
    sorted: Math.max(0, ...nodes.flatMap(sortedBy)),
    filteredOut: nodes.reduce(
      (sum, node) => sum + (node['Rows Removed by Filter'] ?? 0) * node['Actual Loops'],
      0,
    ),
    ms: explained['Execution Time'],
  };
}
