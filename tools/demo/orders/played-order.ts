import type { HandoverView, OrderHistoryEntry, SupervisionView, WorkOrderView } from '#contracts';
import type { Api } from '../../client/api';
import type { Case } from '../script';
import type { Plot } from './plots';

/** A member of the desk's staff, signed in. */
export interface Clerk {
  id: string;
  api: Api;
}

/** An order of the play, from its conversation on. */
export interface PlayedOrder {
  id: string;
  number: string;
  plot: Plot;
  played: Case;
  takenBy: Clerk;
  /** As the desk had it when it was last looked at. */
  view: WorkOrderView;
}

/** All that the server has on record of an order. */
export interface OrderRecord {
  order: PlayedOrder;
  view: WorkOrderView;
  history: OrderHistoryEntry[];
  supervisions: SupervisionView[];
  handovers: HandoverView[];
}
