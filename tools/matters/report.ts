import { MATTER_CHANGES, type AgencyCatalogue, type MatterChange, type MatterImportReport } from '#contracts';

const SHOWN_FIELDS = 8;

const CHANGE_WIDTH = Math.max(...MATTER_CHANGES.map((change) => change.length));

/** What an import has changed, or would change, as a table to be read in a terminal; the unchanged are only counted. */
export function formatReport(
  { dryRun, changes }: MatterImportReport,
  agencies: readonly AgencyCatalogue[],
): string {
  const names = new Map(agencies.flatMap(({ matters }) => matters.map(({ code, name }) => [code, name.zh])));
  const codeWidth = Math.max(...changes.map(({ code }) => code.length), 0);
  const rows = changes
    .filter(({ change }) => change !== 'unchanged')
    .flatMap((change) => formatChange(change, names.get(change.code) ?? '', codeWidth));
  return [...rows, ...(rows.length > 0 ? [''] : []), summary(changes, dryRun)].join('\n');
}

function formatChange(
  { change, code, version, fields }: MatterChange,
  name: string,
  codeWidth: number,
): string[] {
  const head = `${change.padEnd(CHANGE_WIDTH)}  ${code.padEnd(codeWidth)}  v${version}  ${name}`.trimEnd();
  const more = fields.length - SHOWN_FIELDS;
  const shown = fields.slice(0, SHOWN_FIELDS).join(', ') + (more > 0 ? ` and ${more} more` : '');
  return shown ? [head, `${' '.repeat(CHANGE_WIDTH)}  ${shown}`] : [head];
}

function summary(changes: readonly MatterChange[], dryRun: boolean): string {
  const counts = MATTER_CHANGES.map((kind) => {
    const count = changes.filter(({ change }) => change === kind).length;
    return count > 0 ? `${count} ${kind}` : '';
  });
  const outcome = dryRun ? 'Nothing was written: this was a dry run.' : 'The catalogue is imported.';
  return `${changes.length} matters: ${counts.filter(Boolean).join(', ')}. ${outcome}`;
}
