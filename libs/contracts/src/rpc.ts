import { AGENCY_RPC } from './agency-rpc';
import { ORDER_RPC } from './desk/order-rpc';
import { DESK_RPC } from './desk/rpc';
import { KNOWLEDGE_RPC } from './knowledge/rpc';

export type { RpcContract } from './rpc-contract';

/** Everything that can be asked of a service: subject, request, response and the permission it needs. */
export const RPC = { ...DESK_RPC, ...ORDER_RPC, ...AGENCY_RPC, ...KNOWLEDGE_RPC } as const;

export type RpcSubject = keyof typeof RPC;
export type RpcRequest<S extends RpcSubject> = InstanceType<(typeof RPC)[S]['request']>;
export type RpcResponse<S extends RpcSubject> = InstanceType<(typeof RPC)[S]['response']>;
