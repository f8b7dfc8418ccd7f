import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';

/** Where a Node process listens for its inspector after SIGUSR1. */
export const INSPECTOR_PORT = 9229;

const LIVE_BYTES = '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())';

/**
 * What a Node process holds after a full garbage collection, in bytes, as its inspector on `port` tells. Resident memory
 * would mostly tell how much room the collector has left itself.
 */
export async function liveMemory(port: number): Promise<number> {
  const [target] = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
    webSocketDebuggerUrl: string;
  }[];
  const inspector = new WebSocket(target?.webSocketDebuggerUrl ?? '');
  await once(inspector, 'open');
  try {
    await ask(inspector, 1, 'HeapProfiler.collectGarbage', {});
    const { result } = await ask(inspector, 2, 'Runtime.evaluate', { expression: LIVE_BYTES });
    return result?.value ?? Number.NaN;
  } finally {
    inspector.close();
  }
}

/** Opens the inspector of a Node process that was started without one. */
export async function openInspector(pid: number): Promise<void> {
  process.kill(pid, 'SIGUSR1');
  await sleep(1_000);
}

async function ask(
  inspector: WebSocket,
  id: number,
  method: string,
  params: object,
): Promise<{ result?: { value?: number } }> {
  inspector.send(JSON.stringify({ id, method, params }));
  for (;;) {
    const [text] = (await once(inspector, 'message')) as [Buffer];
    const answer = JSON.parse(text.toString()) as { id?: number; result?: { result?: { value?: number } } };
    if (answer.id === id) return answer.result ?? {};
  }
}
