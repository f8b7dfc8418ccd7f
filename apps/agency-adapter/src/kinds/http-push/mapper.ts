import { AppError, DeliveredAct, validate, type AgencyOrderAction, type Handover } from '#contracts';

/** What we push: one event per handover, named after its kind. */
export interface PushedEvent {
  type: `handover.${Handover['kind']}`;
  timestamp: string;
  data: Omit<Handover, 'at' | 'kind'>;
}

export const toEvent = ({ kind, at, ...data }: Handover): PushedEvent => ({
  type: `handover.${kind}`,
  timestamp: at,
  data,
});

/** What an agency's system tells, by the type of its event. */
const ACTIONS: Record<string, AgencyOrderAction> = {
  'order.signed': 'sign',
  'order.returned': 'return',
  'order.objected': 'object',
  'order.position-stated': 'state-position',
  'order.contacted': 'first-contact',
  'order.extension-requested': 'request-extension',
  'order.progressed': 'note',
  'order.replied': 'reply',
};

/**
 * An event of the agency's system as an act on an order.
 * @throws AppError INVALID_ARGUMENT that names what makes no sense.
 */
export function toAct(
  event: unknown,
  delivery: Pick<DeliveredAct, 'deliveryId' | 'signedAt' | 'digest'>,
): DeliveredAct {
  const { type, data } = Object(event) as { type?: unknown; data?: unknown };
  const action = typeof type === 'string' && Object.hasOwn(ACTIONS, type) ? ACTIONS[type] : undefined;
  if (!action)
    throw new AppError('INVALID_ARGUMENT', 'The delivery has no type that is known.', {
      fields: [{ field: 'type', problem: `is not one of ${Object.keys(ACTIONS).join(', ')}` }],
    });
  const given = typeof data === 'object' ? data : {};
  return validate(DeliveredAct, { ...given, ...delivery, action }, 'refuse');
}
