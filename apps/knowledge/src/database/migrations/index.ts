import { Knowledge1700000000000 } from './1700000000000-knowledge';
import { AtWork1700000000003 } from './1700000000003-at-work';

export const migrations = [Knowledge1700000000000, AtWork1700000000003];
