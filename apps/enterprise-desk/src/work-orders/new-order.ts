import { v7 as uuidv7 } from 'uuid';
import type { WorkOrder } from './work-order.entity';

type Taken = Pick<
  WorkOrder,
  'kind' | 'urgency' | 'channel' | 'confidential' | 'matterCode' | 'district' | 'classification'
> &
  Pick<WorkOrder, 'title' | 'description' | 'enterpriseName' | 'enterpriseId' | 'phoneEncrypted'> &
  Pick<WorkOrder, 'conversationId' | 'handlerId' | 'number' | 'parentId'>;

/** A draft: what was taken down, and nothing done with it yet. */
export const newOrder = ({ now, ...taken }: Taken & { now: Date }): WorkOrder => ({
  id: uuidv7(),
  version: 1,
  status: 'draft',
  number: taken.number,
  kind: taken.kind,
  urgency: taken.urgency,
  channel: taken.channel,
  confidential: taken.confidential,
  matterCode: taken.matterCode,
  district: taken.district,
  classification: taken.classification,
  title: taken.title,
  description: taken.description,
  enterpriseName: taken.enterpriseName,
  enterpriseId: taken.enterpriseId,
  phoneEncrypted: taken.phoneEncrypted,
  conversationId: taken.conversationId,
  handlerId: taken.handlerId,
  parentId: taken.parentId,
  suspended: false,
  agencyCode: null,
  mergedIntoId: null,
  repeats: 1,
  returns: 0,
  redos: 0,
  supervision: null,
  reassigned: false,
  ruledAt: null,
  forgottenAt: null,
  extensionState: null,
  extensionWorkdays: null,
  extensionReason: null,
  declinedAs: null,
  declinedText: null,
  createdAt: now,
  updatedAt: now,
});
