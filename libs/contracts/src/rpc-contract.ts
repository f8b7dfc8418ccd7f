import type { Permission } from './identity';
import type { DtoClass } from './validation';

export interface RpcContract {
  request: DtoClass;
  response: DtoClass;
  /** What the caller must be allowed to do; whose data it is, the service checks. */
  permission: Permission;
}
