import { env } from 'node:process';
import {
  startThrowawayPostgres,
  type RunningThrowawayPostgres,
} from '../../tools/launcher/throwaway-postgres';

declare global {
  var testServer: RunningThrowawayPostgres | undefined;
}

/** One server for all files of the layer; their processes find it through the environment. */
export default async (): Promise<void> => {
  const { adminUrl, secrets } = (globalThis.testServer = await startThrowawayPostgres());
  env.QIFU_TEST_SERVER = JSON.stringify({ adminUrl, secrets });
};
