import { Injectable } from '@nestjs/common';
import {
  bulkhead,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleAll,
  timeout,
  TimeoutStrategy,
  wrap,
  type CircuitBreakerPolicy,
  type IPolicy,
} from 'cockatiel';
import { EmbeddingEnv } from '../knowledge.env';
import { EmbeddingClient } from './embedding-client';
import { Recent } from '../search/recent';

const KEPT = 500;
const CALLS_AT_ONCE = 8;
const WAITING_CALLS = 64;
const FAILURES_BEFORE_PAUSE = 5;
const PAUSE_MS = 5_000;

/**
 * The vectors of questions. A search waits for one within its budget; a late answer is kept for who asks the same
 * again. After several failures or late answers in a row nobody waits for a while, and nothing is asked.
 */
@Injectable()
export class QueryVectors {
  private readonly kept = new Recent<Float32Array>(KEPT);
  private readonly asked = new Map<string, Promise<Float32Array>>();
  private readonly calls = bulkhead(CALLS_AT_ONCE, WAITING_CALLS);
  private readonly breaker: CircuitBreakerPolicy;
  private readonly withinBudget: IPolicy;

  constructor(
    private readonly client: EmbeddingClient,
    env: EmbeddingEnv,
  ) {
    this.breaker = circuitBreaker(handleAll, {
      halfOpenAfter: PAUSE_MS,
      breaker: new ConsecutiveBreaker(FAILURES_BEFORE_PAUSE),
    });
    this.withinBudget = wrap(this.breaker, timeout(env.EMBEDDING_BUDGET_MS, TimeoutStrategy.Aggressive));
  }

  /** Whether the endpoint is given a rest. */
  get isResting(): boolean {
    return this.breaker.state === CircuitState.Open;
  }

  /** @throws of cockatiel's when it is late or the endpoint rests; EmbeddingError. */
  async get(question: string): Promise<Float32Array> {
    return this.kept.get(question) ?? this.withinBudget.execute(() => this.ask(question));
  }

  private ask(question: string): Promise<Float32Array> {
    const asked = this.asked.get(question);
    if (asked) return asked;
    const answer = this.calls
      .execute(() => this.client.embedQuestion(question))
      .then((vector) => {
        this.kept.set(question, vector);
        return vector;
      })
      .finally(() => this.asked.delete(question));
    this.asked.set(question, answer);
    return answer;
  }
}
