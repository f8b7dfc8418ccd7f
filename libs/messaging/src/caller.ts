import type { Identity, RPC, RpcSubject } from '#contracts';

/** Who asks, as the service itself has verified it. */
export interface Caller {
  identity: Identity;
  /** Its session token, to ask another service on its behalf. */
  token: string;
  requestId: string;
}

/** On a `public` subject nobody needs to have signed in. */
export interface AnyCaller {
  identity?: Identity;
  token?: string;
  requestId: string;
}

export type CallerOf<S extends RpcSubject> = (typeof RPC)[S]['permission'] extends 'public'
  ? AnyCaller
  : Caller;
