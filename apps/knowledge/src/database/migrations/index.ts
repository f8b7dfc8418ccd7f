import { Knowledge1700000000000 } from './1700000000000-knowledge';

export const migrations = [Knowledge1700000000000];
