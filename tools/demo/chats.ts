import type { CommandLine } from './command-line';
import { fillGaps } from './gap-filler';
import { play } from './play';
import { Progress } from './progress';
import type { Setting } from './setting';
import { summaryOf } from './summary';
import { openTheatre, tellAudit, tellProblems } from './theatre';
import { worthReading, writeTranscripts } from './transcripts';

/** Businesses and seats, conversation by conversation. True when nothing went wrong. */
export async function playChats(setting: Setting, options: CommandLine): Promise<boolean> {
  const { stage, desk, hostApp } = await openTheatre(setting, options);
  const { script, guides } = stage;
  console.log(
    `${script.cases.length} requests on ${guides.size} matters · ${options.businesses} businesses at once · ` +
      `${desk.seats.length} seats · ${options.speed} times as fast as in life`,
  );
  await play(stage, desk, hostApp, options.businesses, new Progress(stage, process.stdout));

  writeTranscripts(options.transcripts, script.cases);
  for (const transcript of worthReading(script.cases)) console.log(`\n${transcript}`);
  console.log(`\n${summaryOf(script).join('\n')}\n\nTranscripts: ${options.transcripts}`);

  const { open, filled } = await fillGaps(desk.editor, desk.reviewer);
  console.log(`Gaps: ${filled.length} filled, ${open} still open.`);
  for (const { question, asked } of filled) console.log(`  ${asked} × ${question}`);

  tellAudit(stage, process.stdout);
  const problems = [...stage.audit.problems(), ...stage.problems];
  tellProblems(
    problems,
    'Nothing was lost, doubled, out of order or left hanging.',
    'something was lost, doubled, out of order or left hanging.',
    process.stdout,
  );
  return problems.length === 0;
}
