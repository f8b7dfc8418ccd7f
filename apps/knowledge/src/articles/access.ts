import { AppError, mayDo, type Identity } from '#contracts';

/** Whether somebody sees what readers do not see yet: who belongs to one agency, of its articles alone. */
export const keeps = ({ role, agencyCode }: Identity, owner: string): boolean =>
  mayDo(role, 'keep-knowledge') && (agencyCode === undefined || agencyCode === owner);

/** Somebody else's article looks as if it did not exist. @throws AppError NOT_FOUND */
export function checkKeeps<T extends { agencyCode: string }>(
  identity: Identity,
  article: T | undefined,
): asserts article is T {
  if (!article || !keeps(identity, article.agencyCode)) throw unknownArticle();
}

export const unknownArticle = (): AppError => new AppError('NOT_FOUND', 'There is no such article.');
