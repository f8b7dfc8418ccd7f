export interface RunningService {
  close(): Promise<void>;
}

const STOP_WITHIN_MS = 4_000;
/** What is told in its own words: there is nothing to learn from where it was thrown. */
const TOLD_IN_A_SENTENCE = ['ConfigurationError', 'SchemaError'];

/**
 * The life of a service's process. `main` starts it; SIGTERM, SIGINT and a launcher that is gone (the IPC channel
 * closes) stop it in order within 4 s. A wrong setting or schema is told in one sentence. The exit code is 0 after an orderly
 * stop, else 1.
 */
export function runService(name: string, main: () => Promise<RunningService>): void {
  let running: RunningService | undefined;
  let stopping = false;

  const stop = async (exitCode: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    try {
      await running?.close();
      process.exit(exitCode);
    } catch (error) {
      tell(name, error);
      process.exit(1);
    }
  };
  const fail = (error: unknown): void => {
    tell(name, error);
    void stop(1);
  };

  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  process.once('disconnect', () => void stop(0));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(0));
  main().then((service) => {
    running = service;
  }, fail);
}

function tell(name: string, error: unknown): void {
  const known = error instanceof Error && TOLD_IN_A_SENTENCE.includes(error.name);
  const text =
    error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`${name}: ${text}\n`);
}
