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

/** An agency's adapter: NATS lets it use the subjects of its agency alone. */
export interface AdapterCaller {
  agencyCode: string;
  requestId: string;
}

interface Callers {
  public: AnyCaller;
  adapter: AdapterCaller;
}

export type CallerOf<S extends RpcSubject> = (typeof RPC)[S]['permission'] extends keyof Callers
  ? Callers[(typeof RPC)[S]['permission']]
  : Caller;
