import { EVIDENCE } from './evidence';
import { FITTED_TREES, FITTED_WEIGHTS } from './fitted';

it('is fitted to the evidence that there is', () => {
  expect(FITTED_WEIGHTS).toHaveLength(EVIDENCE.length);
  const columns = FITTED_TREES.flatMap(([root, , below, , , , above]) => [root, below, above]);
  expect(Math.max(...columns)).toBeLessThan(EVIDENCE.length);
});
