import type { AgencyScope } from './desk/agency';

/**
 * Who somebody is to the desk. An `expert` is a partner agency's specialist who joins by invitation; `agency`
 * handles the orders of its agency in our pages; an `editor` writes articles and a `reviewer` approves them.
 */
export const ROLES = [
  'business',
  'seat',
  'expert',
  'agency',
  'lead',
  'supervisor',
  'editor',
  'reviewer',
  'admin',
] as const;
export type Role = (typeof ROLES)[number];

export const STAFF_ROLES = [
  'seat',
  'expert',
  'agency',
  'lead',
  'supervisor',
  'editor',
  'reviewer',
  'admin',
] as const satisfies readonly Role[];
export type StaffRole = (typeof STAFF_ROLES)[number];

/** What a subject or a route may ask of its caller; `public` asks nothing. */
export type Permission =
  | 'public'
  | 'signed-in'
  | 'converse'
  | 'ask'
  | 'handle-orders'
  | 'staff'
  | 'attend'
  | 'oversee'
  | 'tend-gaps'
  | 'keep-knowledge'
  | 'edit-knowledge'
  | 'review-knowledge'
  | 'administer'
  | 'agency'
  | 'adapter';

const EXPERT: readonly Permission[] = ['public', 'signed-in', 'converse'];
const STAFF: readonly Permission[] = [...EXPERT, 'handle-orders', 'staff'];
const KEEPER: readonly Permission[] = ['public', 'signed-in', 'tend-gaps', 'keep-knowledge'];

/**
 * `ask`: open and rate conversations. `handle-orders`: act on work orders, an agency's people on their own. `staff`: the desk's own people, not the agencies' experts. `attend`: serve them.
 * `oversee`: see all of them, look on, take over. `tend-gaps`: see what is asked without a good answer, and settle it; read what people say of answers. `keep-knowledge`: see articles that readers do not see yet, with their
 * history; `edit-knowledge`: write them; `review-knowledge`: approve what others have written.
 * `agency`: use the interface of agencies. `adapter`: nobody's by session; NATS lets an agency's adapter alone send it.
 */
export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  business: ['public', 'signed-in', 'converse', 'ask'],
  expert: EXPERT,
  agency: ['public', 'signed-in', 'handle-orders', 'agency'],
  seat: [...STAFF, 'attend'],
  lead: [...STAFF, 'attend', 'oversee', 'tend-gaps'],
  supervisor: [...STAFF, 'oversee', 'tend-gaps'],
  editor: [...KEEPER, 'edit-knowledge'],
  reviewer: [...KEEPER, 'review-knowledge'],
  admin: [
    ...STAFF,
    'oversee',
    'tend-gaps',
    'keep-knowledge',
    'edit-knowledge',
    'review-knowledge',
    'administer',
  ],
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
  /** People of an agency, and editors and reviewers of one agency alone: their agency. */
  agencyCode?: string;
  /** Keys of agencies only: what they may be used for. */
  scopes?: AgencyScope[];
  /** Seconds since the epoch. */
  expiresAt: number;
}

export const mayDo = (role: Role, permission: Permission): boolean =>
  ROLE_PERMISSIONS[role].includes(permission);
