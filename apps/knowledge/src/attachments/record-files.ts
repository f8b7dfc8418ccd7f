import { nameProblem, type AttachmentType, type FieldProblem, type RecordFile } from '#contracts';

/** A file that an article has. */
export interface KnownFile {
  id: string;
  name: string;
  contentType: AttachmentType;
  sha256: string;
}

/** What becomes of the files of one article. */
export interface FilePlan {
  /** The ids of all of them, in their order. */
  ids: string[];
  /** Those that have to be made of staged content. */
  added: { id: string; name: string; sha256: string }[];
  /** Content that has not been staged. */
  missing: string[];
  problems: FieldProblem[];
}

/** What is wanted, made of what the article has and of what was staged. A file that stays keeps its id. */
export function planFiles(
  wanted: readonly RecordFile[],
  known: readonly KnownFile[],
  staged: ReadonlyMap<string, AttachmentType>,
  newId: () => string,
): FilePlan {
  const plan: FilePlan = { ids: [], added: [], missing: [], problems: [] };
  for (const [index, { name, contentType, sha256 }] of wanted.entries()) {
    const same = known.find(
      (file) => file.name === name && file.sha256 === sha256 && !plan.ids.includes(file.id),
    );
    const type = same?.contentType ?? staged.get(sha256);
    if (type !== undefined && type !== contentType)
      plan.problems.push({ field: `attachments[${index}].contentType`, problem: `is ${type}` });
    const problem = same ? undefined : nameProblem(name, contentType);
    if (problem) plan.problems.push({ field: `attachments[${index}].name`, problem });
    if (!same && type === undefined) plan.missing.push(sha256);
    const id = same?.id ?? newId();
    plan.ids.push(id);
    if (!same) plan.added.push({ id, name, sha256 });
  }
  return plan;
}
