import { loadEnv } from '#config';
import type { AgencyKindName } from '../adapter.env';
import type { AgencyKind } from './agency-kind';
import { HttpPull } from './http-pull/client';
import { HttpPush } from './http-push/client';
import { HttpPushSettings } from './http-push/settings';
import { Portal } from './portal/client';

/** Every kind of adapter, with the settings it reads from the environment. */
export const KINDS: Record<AgencyKindName, () => AgencyKind> = {
  'http-push': () => new HttpPush(loadEnv(HttpPushSettings)),
  'http-pull': () => new HttpPull(),
  portal: () => new Portal(),
};
