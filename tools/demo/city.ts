import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { StaffRole } from '#contracts';
import { DemoError } from './requests';

export interface StaffMember {
  login: string;
  name: string;
  role: StaffRole;
  seatGroups: string[];
  languages: string[];
  agencyCode?: string;
}

/** The staff of the demo city, as the seed has loaded it. */
export function readStaff(file: string): StaffMember[] {
  const { staff } = parse(readFileSync(file, 'utf8')) as { staff?: StaffMember[] };
  if (!staff?.length) throw new DemoError(`${file} names no staff.`);
  return staff;
}

/** The first so many seats, in an order in which every seat group gets one before any gets its second. */
export function chooseSeats(staff: readonly StaffMember[], count: number): StaffMember[] {
  const left = staff.filter(({ role }) => role === 'seat');
  const served = new Map<string, number>();
  const load = (member: StaffMember): number =>
    Math.min(...member.seatGroups.map((code) => served.get(code) ?? 0));
  const chosen: StaffMember[] = [];
  while (left.length > 0 && chosen.length < count) {
    left.sort((a, b) => load(a) - load(b));
    const [next] = left.splice(0, 1);
    if (!next) break;
    chosen.push(next);
    for (const code of next.seatGroups) served.set(code, (served.get(code) ?? 0) + 1);
  }
  return chosen;
}
