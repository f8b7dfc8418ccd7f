import type { ArticleView } from '#contracts';

/** What a business asks about, and the words of an Answer that would settle it for good. */
export interface Wanted {
  matterCode: string;
  satisfiedBy: readonly string[];
}

/** The Answer is about the matter and says all that was to be known; who does not know what settles it waits for a person. */
export const satisfies = (
  { matterCode, title, body }: Pick<ArticleView, 'matterCode' | 'title' | 'body'>,
  wanted: Wanted,
): boolean => {
  const text = [title.zh, body.zh, title.en, body.en].join('\n');
  return (
    matterCode === wanted.matterCode &&
    wanted.satisfiedBy.length > 0 &&
    wanted.satisfiedBy.every((words) => text.includes(words))
  );
};
