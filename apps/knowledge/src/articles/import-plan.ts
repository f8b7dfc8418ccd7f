import {
  cityTime,
  type ArticleRecord,
  type FieldProblem,
  type Identity,
  type MatterSummary,
} from '#contracts';
import type { FilePlan } from '../attachments/record-files';
import { keeps } from './access';
import { draftProblems } from './draft-problems';

const at = (index: number, field: string): string => `articles[${index}].${field}`;

/** What makes two records the same article where no id says so. */
export const subjectKey = (matterCode: string, kind: string, title: string): string =>
  `${matterCode} ${kind} ${title}`;

export const keyOf = ({
  matterCode,
  kind,
  title,
}: Pick<ArticleRecord, 'matterCode' | 'kind' | 'title'>): string => subjectKey(matterCode, kind, title.zh);

/** What is wrong with records whatever articles there are: the field of each problem begins with its place. */
export function recordProblems(
  records: readonly ArticleRecord[],
  matters: ReadonlyMap<string, Pick<MatterSummary, 'agencyCode'>>,
  identity: Identity,
): FieldProblem[] {
  const seen = new Map<string, number>();
  return records.flatMap((record, index): FieldProblem[] => {
    const { id, matterCode, expiresAt, reviewBy } = record;
    const problems = draftProblems(record, at(index, ''));
    const matter = matters.get(matterCode);
    if (!matter) {
      problems.push({ field: at(index, 'matterCode'), problem: `there is no matter ${matterCode}` });
    } else if (!keeps(identity, matter.agencyCode)) {
      problems.push({ field: at(index, 'matterCode'), problem: `is a matter of ${matter.agencyCode}` });
    }
    for (const [field, text] of Object.entries({ expiresAt, reviewBy })) {
      if (text && Number.isNaN(cityTime(text).getTime()))
        problems.push({ field: at(index, field), problem: 'is not a time' });
    }
    for (const key of [...(id ? [id] : []), keyOf(record)]) {
      const first = seen.get(key);
      if (first === undefined) seen.set(key, index);
      else if (key === id || !id || !records[first]?.id)
        problems.push({
          field: at(index, key === id ? 'id' : 'title.zh'),
          problem: `is also that of articles[${first}]`,
        });
    }
    return problems;
  });
}

/** Records that go to the same article: one by its id, say, and another by the title that it has. */
export const sharedTargets = (
  records: readonly ArticleRecord[],
  targets: readonly (string | undefined)[],
): FieldProblem[] =>
  targets.flatMap((id, index) => {
    const first = targets.indexOf(id);
    if (id === undefined || first === index) return [];
    const field = records[index]?.id === undefined ? 'title.zh' : 'id';
    return [{ field: at(index, field), problem: `is the article of articles[${first}], too` }];
  });

/** What is wrong with a record that goes to an article that there is, or should be. */
export function targetProblems(
  record: ArticleRecord,
  index: number,
  article: { matterCode: string; kind: string; revision: number; agencyCode: string } | undefined,
  identity: Identity,
  isUnchanged: boolean,
): FieldProblem[] {
  if (!article || !keeps(identity, article.agencyCode)) {
    return [{ field: at(index, 'id'), problem: `there is no article ${record.id ?? ''}` }];
  }
  const { matterCode, kind, revision } = article;
  return [
    ...(record.matterCode === matterCode
      ? []
      : [{ field: at(index, 'matterCode'), problem: `stays ${matterCode}` }]),
    ...(record.kind === kind ? [] : [{ field: at(index, 'kind'), problem: `stays ${kind}` }]),
    ...(isUnchanged || record.revision === undefined || record.revision === revision
      ? []
      : [{ field: at(index, 'revision'), problem: `the article has changed since: it is now ${revision}` }]),
  ];
}

/** What is wrong with the files of a record; a dry run may come before its files. */
export const fileProblems = (
  { attachments = [] }: ArticleRecord,
  files: FilePlan | undefined,
  index: number,
  isDryRun: boolean,
): FieldProblem[] => [
  ...(files?.problems ?? []).map(({ field, problem }) => ({ field: at(index, field), problem })),
  ...(isDryRun ? [] : (files?.missing ?? [])).map((hash) => ({
    field: at(index, `attachments[${attachments.findIndex(({ sha256 }) => sha256 === hash)}]`),
    problem: 'the content has not been staged',
  })),
];
