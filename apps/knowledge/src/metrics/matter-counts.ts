import type { KnowledgeMetricValue } from '#contracts';
import { METRICS, type MatterCounts } from './metric-definitions';

const NONE: MatterCounts = {
  asked: 0,
  found: 0,
  foundFirst: 0,
  quoted: 0,
  botOffered: 0,
  botSolved: 0,
  gapsAsked: 0,
  gapsOpen: 0,
};

/** Adds what is known of each matter, from wherever it comes. */
export function byMatter(
  known: readonly (Partial<MatterCounts> & { matterCode: string })[],
): Map<string, MatterCounts> {
  const counts = new Map<string, MatterCounts>();
  for (const { matterCode, ...some } of known)
    counts.set(matterCode, { ...(counts.get(matterCode) ?? NONE), ...some });
  return counts;
}

/** Every rate for all matters together, and then for each by its code. */
export function valuesOf(counts: ReadonlyMap<string, MatterCounts>): KnowledgeMetricValue[] {
  const codes = [...counts.keys()].sort();
  return METRICS.flatMap(({ name, numerator, denominator }) => {
    const value = (matterCode: string | null, matters: readonly (MatterCounts | undefined)[]) => {
      const sum = (part: keyof MatterCounts): number =>
        matters.reduce((total, matter) => total + (matter?.[part] ?? 0), 0);
      const [above, below] = [sum(numerator), sum(denominator)];
      return {
        name,
        matterCode,
        numerator: above,
        denominator: below,
        rate: below > 0 ? above / below : null,
      };
    };
    return [value(null, [...counts.values()]), ...codes.map((code) => value(code, [counts.get(code)]))];
  });
}
