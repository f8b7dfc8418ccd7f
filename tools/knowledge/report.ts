import { IMPORT_CHANGES, type ArticleImportReport } from '#contracts';
import type { FoundArticle } from './article-source';

/** What became of each row, or would, as a table to be read in a terminal. */
export function formatReport(
  { dryRun, articles }: ArticleImportReport,
  found: readonly FoundArticle[],
): string {
  const rows = articles.map(({ change, version }, index) => {
    const { file = '', row, record } = found[index] ?? {};
    const place = row ? `${file}, row ${row}` : file;
    return `${change.padEnd(9)}  v${version}  ${place}  ${record?.title.zh ?? ''}`.trimEnd();
  });
  const counts = IMPORT_CHANGES.flatMap((kind) => {
    const count = articles.filter(({ change }) => change === kind).length;
    return count > 0 ? [`${count} ${kind}`] : [];
  });
  const outcome = dryRun
    ? 'Nothing was written: this was a dry run.'
    : 'What is new is a draft: readers see it once it is approved.';
  return [...rows, '', `${articles.length} articles: ${counts.join(', ')}. ${outcome}`].join('\n');
}
