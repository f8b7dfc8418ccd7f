import { Desk1700000000000 } from './1700000000000-desk';
import { Matters1700000000001 } from './1700000000001-matters';
import { Exchange1700000000005 } from './1700000000005-exchange';
import { WorkOrders1700000000003 } from './1700000000003-work-orders';

export const migrations = [
  Desk1700000000000,
  Matters1700000000001,
  WorkOrders1700000000003,
  Exchange1700000000005,
];
