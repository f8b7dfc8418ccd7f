import type { Tree } from './trees';
export const FITTED_WEIGHTS: readonly number[] = [];
export const FITTED_TREES: readonly Tree[] = [];
