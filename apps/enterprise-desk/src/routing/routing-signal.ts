import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Transaction } from '#database';

/** Says that something changed which the router should look at: a new conversation, a freed place, a seat that came. */
@Injectable()
export class RoutingSignal {
  private listener: () => void = () => undefined;

  constructor(private readonly unitOfWork: UnitOfWork) {}

  listen(listener: () => void): void {
    this.listener = listener;
  }

  /** Raised once `tx` is committed. */
  after(tx: Transaction): void {
    this.unitOfWork.onCommit(tx, () => this.listener());
  }
}
