import { env } from 'node:process';
import { startTestServer, type RunningTestServer } from './test-server';

declare global {
  var testServer: RunningTestServer | undefined;
}

/** One server for all files of the layer; their processes find it through the environment. */
export default async (): Promise<void> => {
  const { adminUrl, secrets } = (globalThis.testServer = await startTestServer());
  env.QIFU_TEST_SERVER = JSON.stringify({ adminUrl, secrets });
};
