import type { OrderActorKind } from '#contracts';

/** Who acts on an order, as its history names them. */
export interface OrderActor {
  kind: OrderActorKind;
  /** Staff id, representative id or key id; none for the desk itself. */
  id: string | null;
  name: string;
  /** The agency that an `agency` actor speaks for. */
  agencyCode: string | null;
  /** Staff only: may do what leads and supervisors do. */
  oversees: boolean;
}
