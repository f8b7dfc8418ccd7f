import type { OrderActor } from './order-actor';
import type { OrderAgency } from './order-agency.entity';
import { partOf } from './order-rights';
import type { WorkOrder } from './work-order.entity';

/** Whether an actor sees an order; a confidential one is seen by members of staff who are named. */
export function visibilityOf(
  actor: OrderActor,
  order: Pick<WorkOrder, 'confidential' | 'enterpriseId' | 'status'>,
  agencies: readonly OrderAgency[],
): 'yes' | 'no' | 'to-those-named' {
  switch (actor.kind) {
    case 'desk':
      return 'yes';
    case 'enterprise':
      return actor.enterpriseId === undefined || actor.enterpriseId === order.enterpriseId ? 'yes' : 'no';
    case 'agency': {
      const own = partOf(actor, agencies);
      return own && (own.part !== 'former' || order.status === 'adjudicating') ? 'yes' : 'no';
    }
    case 'staff':
      return !order.confidential || actor.oversees ? 'yes' : 'to-those-named';
  }
}
