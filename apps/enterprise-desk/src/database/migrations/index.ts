import { Desk1700000000000 } from './1700000000000-desk';
import { Matters1700000000001 } from './1700000000001-matters';
import { Bot1700000000002 } from './1700000000002-bot';
import { WorkOrders1700000000003 } from './1700000000003-work-orders';
import { OrderClocks1700000000004 } from './1700000000004-order-clocks';
import { Exchange1700000000005 } from './1700000000005-exchange';
import { FollowUps1700000000006 } from './1700000000006-follow-ups';
import { CoHandledByStatus1700000000007 } from './1700000000007-co-handled-by-status';
import { AgencyRecords1700000000008 } from './1700000000008-agency-records';
import { OrderCare1700000000009 } from './1700000000009-order-care';
import { Waiting1700000000010 } from './1700000000010-waiting';
import { Retention1700000000012 } from './1700000000012-retention';
import { AttachmentOrders1700000000013 } from './1700000000013-attachment-orders';
import { LighterWrites1700000000014 } from './1700000000014-lighter-writes';
import { EndedRequests1700000000030 } from './1700000000030-ended-requests';
import { DeclinedWords1700000000031 } from './1700000000031-declined-words';
import { ClosedConversations1700000000032 } from './1700000000032-closed-conversations';
import { OrderLists1700000000033 } from './1700000000033-order-lists';
import { DispatchEntryKeys1700000000034 } from './1700000000034-dispatch-entry-keys';
import { Attendances1700000000039 } from './1700000000039-attendances';

export const migrations = [
  Desk1700000000000,
  Matters1700000000001,
  Bot1700000000002,
  WorkOrders1700000000003,
  OrderClocks1700000000004,
  Exchange1700000000005,
  FollowUps1700000000006,
  CoHandledByStatus1700000000007,
  AgencyRecords1700000000008,
  OrderCare1700000000009,
  Waiting1700000000010,
  Retention1700000000012,
  AttachmentOrders1700000000013,
  LighterWrites1700000000014,
  EndedRequests1700000000030,
  DeclinedWords1700000000031,
  ClosedConversations1700000000032,
  OrderLists1700000000033,
  DispatchEntryKeys1700000000034,
  Attendances1700000000039,
];
