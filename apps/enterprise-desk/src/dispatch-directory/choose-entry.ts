import type { OrderKind } from '#contracts';
import type { DispatchEntry } from './dispatch-entry.entity';

/** Stands in an entry for every matter, district or kind. */
export const ANY = '*';

/** What an order is about, as far as the directory is concerned. */
export interface Concern {
  matterCode: string;
  district: string;
  kind: OrderKind;
}

type Choosable = Pick<
  DispatchEntry,
  'matterCode' | 'district' | 'kind' | 'state' | 'version' | 'effectiveFrom' | 'effectiveTo'
>;

const fits = (entry: Choosable, { matterCode, district, kind }: Concern): boolean =>
  [
    [entry.matterCode, matterCode],
    [entry.district, district],
    [entry.kind, kind],
  ].every(([named, wanted]) => named === ANY || named === wanted);

const isInForce = ({ state, effectiveFrom, effectiveTo }: Choosable, now: Date): boolean =>
  state === 'confirmed' && effectiveFrom <= now && (effectiveTo === null || now < effectiveTo);

/** The matter counts most, then the district, then the kind. */
const precision = ({ matterCode, district, kind }: Choosable): number =>
  (matterCode === ANY ? 0 : 4) + (district === ANY ? 0 : 2) + (kind === ANY ? 0 : 1);

/** The entry in force that is closest to the concern; of versions of the same, the newest. */
export function chooseEntry<T extends Choosable>(
  entries: readonly T[],
  concern: Concern,
  now: Date,
): T | undefined {
  return entries
    .filter((entry) => fits(entry, concern) && isInForce(entry, now))
    .sort((a, b) => precision(b) - precision(a) || b.version - a.version)[0];
}
