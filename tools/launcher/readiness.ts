const PROBE_TIMEOUT_MS = 2_000;

interface HealthBody {
  parts?: { name: string; status: string; problem?: string }[];
}

async function probeGateway(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    if (response.ok) return undefined;
    const { parts = [] } = (await response.json()) as HealthBody;
    const failing = parts
      .filter(({ status }) => status !== 'up')
      .map(({ name, problem }) => `${name} (${problem})`);
    return `${url} is waiting for ${failing.join(', ') || `an answer other than ${response.status}`}`;
  } catch {
    return `${url} does not answer`;
  }
}

/** Undefined once every gateway says that all is ready, else what is not. */
export async function probeGateways(urls: readonly string[]): Promise<string | undefined> {
  const missing = (await Promise.all(urls.map(probeGateway))).filter((text) => text !== undefined);
  return missing.length > 0 ? missing.join('; ') : undefined;
}
