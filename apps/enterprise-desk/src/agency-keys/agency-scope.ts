import { AppError, type AgencyScope, type Identity } from '#contracts';

/**
 * The agency that somebody speaks for. An agency's own people may do whatever their agency may; a key what its scopes say.
 * @throws AppError FORBIDDEN without an agency or the scope.
 */
export function agencyOf({ agencyCode, scopes }: Identity, scope: AgencyScope): string {
  if (agencyCode && (!scopes || scopes.includes(scope))) return agencyCode;
  throw new AppError('FORBIDDEN', `This needs a key with the scope "${scope}".`, { scope });
}
