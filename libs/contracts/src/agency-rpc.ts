import { ActDone, AgencyWebhook, DeliveredAct } from './desk/agency';
import { HandoverDue, ReportHandover } from './desk/exchange';
import { AgencyBooks, AskBooks } from './desk/reconciliation';
import { HealthReport } from './health';
import { Nothing } from './paging';
import type { RpcContract } from './rpc-contract';

/** What adapters ask the desk and are asked; `*` stands for the code of their agency. */
export const AGENCY_RPC = {
  'agency.*.report': { request: ReportHandover, response: HandoverDue, permission: 'adapter' },
  'agency.*.act': { request: DeliveredAct, response: ActDone, permission: 'adapter' },
  'agency.*.webhook': { request: AgencyWebhook, response: ActDone, permission: 'public' },
  'agency.*.books': { request: AskBooks, response: AgencyBooks, permission: 'public' },
  'agency.*.health': { request: Nothing, response: HealthReport, permission: 'public' },
} as const satisfies Record<string, RpcContract>;
