import { AppError, mayDo, type Identity, type OrderActorKind } from '#contracts';

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
  /** `enterprise` actors only: sees its own orders. */
  enterpriseId?: string;
}

/** The desk itself: what it does by rule and by the clock. It needs no version, as it has not looked before. */
export const THE_DESK: OrderActor = {
  kind: 'desk',
  id: null,
  name: '企服专席',
  agencyCode: null,
  oversees: true,
};

/** Whose idempotency keys are told apart. */
export const actorKey = ({ kind, id, agencyCode }: OrderActor): string => `${kind}:${id ?? agencyCode ?? ''}`;

/** @throws AppError FORBIDDEN for who has nothing to do with orders. */
export function actorOf({ role, partyId, name, agencyCode, enterpriseId }: Identity): OrderActor {
  const person = { id: partyId, name, agencyCode: null, oversees: false };
  if (enterpriseId) return { ...person, kind: 'enterprise', enterpriseId };
  if (role === 'agency' && agencyCode) return { ...person, kind: 'agency', agencyCode };
  if (mayDo(role, 'staff')) return { ...person, kind: 'staff', oversees: mayDo(role, 'oversee') };
  throw new AppError('FORBIDDEN', 'This needs the permission "handle-orders".', {
    permission: 'handle-orders',
  });
}
