import { AppError } from '#contracts';
import {
  circuitBreaker,
  ConsecutiveBreaker,
  DelegateBackoff,
  handleAll,
  type CircuitBreakerPolicy,
} from 'cockatiel';

const FAILURES_BEFORE_PAUSE = 5;
const PAUSE_MS = 5_000;

/** A try that failed, and for how long the system asks to be left alone. */
export class AskedToWait extends AppError {
  constructor(
    problem: string,
    readonly waitMs: number,
  ) {
    super('UPSTREAM_FAILED', problem);
  }
}

const waitAfter = (error: unknown): number => (error instanceof AskedToWait ? error.waitMs : 0);

/** Opens after some failures in a row for a pause, and at once for as long as the system asks; then lets one try through. */
export function agencyBreaker(): CircuitBreakerPolicy {
  const inARow = new ConsecutiveBreaker(FAILURES_BEFORE_PAUSE);
  const asks = ({ lastFailure }: CircuitBreakerPolicy): boolean =>
    lastFailure !== undefined && 'error' in lastFailure && waitAfter(lastFailure.error) > 0;
  const policy: CircuitBreakerPolicy = circuitBreaker(handleAll, {
    breaker: {
      state: undefined,
      success: () => inARow.success(),
      failure: () => inARow.failure() || asks(policy),
    },
    halfOpenAfter: new DelegateBackoff(
      ({ result }) => ('error' in result && waitAfter(result.error)) || PAUSE_MS,
    ),
  });
  return policy;
}
