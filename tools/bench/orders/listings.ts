import type { Client } from 'pg';
import type { OrderScope } from '../../../apps/enterprise-desk/src/work-orders/order-list-query';

/** A list that somebody looks at: `query` over HTTP as `login`, `scope` as the desk has it. */
export interface Listing {
  name: string;
  login: string;
  query: Record<string, string>;
  scope: OrderScope;
}

/** Every list there is a page for, with values from the middle of the `filled` orders that are there. */
export async function listings(client: Client, staffId: string, filled: number): Promise<Listing[]> {
  const middle = Math.ceil(filled * 0.4);
  const { rows } = await client.query<{ id: string; enterprise_id: string }>(
    'SELECT id, enterprise_id FROM desk.work_orders WHERE number = $1',
    [`QB${middle}`],
  );
  const { id = '', enterprise_id: enterpriseId = '' } = rows[0] ?? {};
  const seat: Pick<Listing, 'login' | 'scope'> = {
    login: 'chen.jing',
    scope: { kind: 'staff', viewerId: staffId },
  };
  const overseer: Pick<Listing, 'login' | 'scope'> = { login: 'song.jie', scope: { kind: 'staff' } };
  const agency: Pick<Listing, 'login' | 'scope'> = {
    login: 'scjg.office',
    scope: { kind: 'agency', agencyCode: 'SCJG' },
  };
  return [
    { ...seat, name: 'newest', query: {} },
    { ...seat, name: `after the ${middle.toLocaleString('en')}th`, query: { after: id } },
    { ...seat, name: 'status archived', query: { status: 'archived' } },
    { ...seat, name: 'status returned', query: { status: 'returned' } },
    { ...seat, name: 'agency', query: { agencyCode: 'GJJ' } },
    { ...seat, name: 'agency, status returned', query: { agencyCode: 'GJJ', status: 'returned' } },
    { ...seat, name: 'matter', query: { matterCode: 'SCJG-01' } },
    { ...seat, name: 'matter, status returned', query: { matterCode: 'SCJG-01', status: 'returned' } },
    { ...seat, name: 'enterprise', query: { enterpriseId } },
    { ...overseer, name: 'supervision red', query: { supervision: 'red' } },
    { ...overseer, name: 'supervision red, agency', query: { supervision: 'red', agencyCode: 'SCJG' } },
    { ...agency, name: "an agency's own", query: {} },
    { ...agency, name: "an agency's own, to sign", query: { status: 'dispatched' } },
  ];
}
