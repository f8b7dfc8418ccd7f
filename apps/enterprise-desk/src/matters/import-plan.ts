import type { AgencyCatalogue, MatterChange, MatterGuide } from '#contracts';
import { changedFields } from './catalogue-diff';

/** A matter as the desk has it. */
export interface StoredMatter {
  code: string;
  agencyCode: string;
  version: number;
  retired: boolean;
  guide: MatterGuide;
}

/** What the import does to one matter, and the matter afterwards. */
export interface PlannedChange extends MatterChange {
  agencyCode: string;
  guide: MatterGuide;
}

/** What a catalogue changes, sorted by code. A guide that differs gets the next version; one that is missing retires its matter. */
export function planImport(
  stored: readonly StoredMatter[],
  agencies: readonly AgencyCatalogue[],
): PlannedChange[] {
  const wanted = agencies.flatMap(({ code, matters }) =>
    matters.map((guide) => ({ agencyCode: code, guide })),
  );
  const known = new Map(stored.map((matter) => [matter.code, matter]));
  const kept = new Set(wanted.map(({ guide }) => guide.code));
  const present = wanted.map(({ agencyCode, guide }) => planOne(known.get(guide.code), agencyCode, guide));
  const retired = stored
    .filter(({ code, retired }) => !retired && !kept.has(code))
    .map(({ code, agencyCode, version, guide }): PlannedChange => {
      return { code, change: 'retired', version, fields: [], agencyCode, guide };
    });
  return [...present, ...retired].sort((a, b) => (a.code < b.code ? -1 : 1));
}

function planOne(before: StoredMatter | undefined, agencyCode: string, guide: MatterGuide): PlannedChange {
  const after = { code: guide.code, agencyCode, guide };
  if (!before) return { ...after, change: 'added', version: 1, fields: [] };
  const fields = changedFields({ agencyCode: before.agencyCode, ...before.guide }, { agencyCode, ...guide });
  const differs = fields.length > 0;
  return {
    ...after,
    change: before.retired ? 'restored' : differs ? 'changed' : 'unchanged',
    version: before.version + (differs ? 1 : 0),
    fields,
  };
}
