import { Knowledge1700000000000 } from './1700000000000-knowledge';
import { Search1700000000002 } from './1700000000002-search';

export const migrations = [Knowledge1700000000000, Search1700000000002];
