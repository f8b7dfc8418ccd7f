import type { WorkOrderView } from '#contracts';
import type { Done, Received } from '../../agency/agency-store';
import type { Plan } from '../../agency/manners';
import type { Api } from '../../client/api';

/** What an agency has on its side of the exchange. */
export interface AgencyBooks {
  /** Handovers; its people in our pages see orders alone, with an empty id and digest. */
  received: readonly Received[];
  done: readonly Done[];
}

/** A partner agency as it stands on its side: its system, or its people. */
export interface AgencySide {
  readonly code: string;
  /** The kind of its adapter. */
  readonly kind: string;
  /** Reads orders as the agency. */
  readonly reader: Api;
  /** What it will make of an order; said before it is given the order. */
  plan(orderId: string, plan: Plan): Promise<void>;
  books(): Promise<AgencyBooks>;
  leave(): Promise<void>;
}

export const orderAt = ({ reader }: AgencySide, orderId: string): Promise<WorkOrderView> =>
  reader.get<WorkOrderView>(`/agency/orders/${orderId}`);
