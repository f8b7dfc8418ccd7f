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
  inEffect: 0,
  overdue: 0,
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

/** Every rate for all matters together, then for each agency and each matter by its code. */
export function valuesOf(
  counts: ReadonlyMap<string, MatterCounts>,
  agencyOf: (matterCode: string) => string | null,
): KnowledgeMetricValue[] {
  const codes = [...counts.keys()].sort();
  const agencies = [...new Set(codes.flatMap((code) => agencyOf(code) ?? []))].sort();
  const groups = [
    { matterCode: null, agencyCode: null, codes },
    ...agencies.map((agencyCode) => ({
      matterCode: null,
      agencyCode,
      codes: codes.filter((code) => agencyOf(code) === agencyCode),
    })),
    ...codes.map((code) => ({ matterCode: code, agencyCode: agencyOf(code), codes: [code] })),
  ];
  return METRICS.flatMap(({ name, numerator, denominator }) =>
    groups.map(({ matterCode, agencyCode, codes: of }) => {
      const sum = (part: keyof MatterCounts): number =>
        of.reduce((total, code) => total + (counts.get(code)?.[part] ?? 0), 0);
      const [above, below] = [sum(numerator), sum(denominator)];
      const rate = below > 0 ? above / below : null;
      return { name, matterCode, agencyCode, numerator: above, denominator: below, rate };
    }),
  );
}
