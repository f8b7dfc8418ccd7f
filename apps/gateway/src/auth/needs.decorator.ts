import { SetMetadata } from '@nestjs/common';
import type { Permission } from '#contracts';

export const PERMISSION = 'qifu:permission';

/** The permission of a route that is not one request to a service; a route without any is refused. */
export const Needs = (permission: Permission) => SetMetadata(PERMISSION, permission);
