import { Injectable } from '@nestjs/common';
import { OutcomeCasesRepository, type OutcomeCase, type OutcomeFilter } from './outcome-cases.repository';

export type { OutcomeName } from './outcome-cases.repository';

/** The very conversations behind what was found, quoted and solved. */
@Injectable()
export class OutcomeCasesService {
  constructor(private readonly repository: OutcomeCasesRepository) {}

  list(filter: OutcomeFilter): Promise<OutcomeCase[]> {
    return this.repository.list(filter);
  }
}
