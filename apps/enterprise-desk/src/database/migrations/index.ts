import { Desk1700000000000 } from './1700000000000-desk';
import { Matters1700000000001 } from './1700000000001-matters';

export const migrations = [Desk1700000000000, Matters1700000000001];
