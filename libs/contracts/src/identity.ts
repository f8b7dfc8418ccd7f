import type { AgencyScope } from './desk/agency';

/** Who somebody is to the desk. An `expert` is a partner agency's specialist who joins by invitation. */
export const ROLES = ['business', 'seat', 'expert', 'lead', 'supervisor', 'admin', 'agency'] as const;
export type Role = (typeof ROLES)[number];

export const STAFF_ROLES = [
  'seat',
  'expert',
  'lead',
  'supervisor',
  'admin',
] as const satisfies readonly Role[];
export type StaffRole = (typeof STAFF_ROLES)[number];

/** What a subject or a route may ask of its caller; `public` asks nothing. */
export type Permission =
  | 'public'
  | 'signed-in'
  | 'converse'
  | 'ask'
  | 'staff'
  | 'attend'
  | 'oversee'
  | 'administer'
  | 'agency'
  | 'adapter';

const CONVERSING: readonly Permission[] = ['public', 'signed-in', 'converse'];
const STAFF: readonly Permission[] = [...CONVERSING, 'staff'];

/** `ask`: open and rate conversations. `staff`: the desk's own people, not the agencies' experts. `attend`: serve them. `oversee`: see all of them, look on, take over. `agency`: act for one's agency. `adapter`: nobody's by session; NATS lets an agency's adapter alone send it. */
export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  business: ['public', 'signed-in', 'converse', 'ask'],
  expert: [...CONVERSING, 'agency'],
  seat: [...STAFF, 'attend'],
  lead: [...STAFF, 'attend', 'oversee'],
  supervisor: [...STAFF, 'oversee'],
  admin: [...STAFF, 'oversee', 'administer'],
  agency: ['public', 'signed-in', 'agency'],
};

/** The claims of a session token: bound to a representative of an enterprise, or to a member of staff. */
export interface Identity {
  /** Representative id or staff id. */
  partyId: string;
  sessionId: string;
  role: Role;
  name: string;
  /** Businesses only: the enterprise they act for. */
  enterpriseId?: string;
  /** Experts and keys of agencies only: their agency. */
  agencyCode?: string;
  /** Keys of agencies only: what they may be used for. */
  scopes?: AgencyScope[];
  /** Seconds since the epoch. */
  expiresAt: number;
}

export const mayDo = (role: Role, permission: Permission): boolean =>
  ROLE_PERMISSIONS[role].includes(permission);
