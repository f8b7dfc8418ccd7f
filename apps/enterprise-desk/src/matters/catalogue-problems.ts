import type { AgencyCatalogue, BilingualText, FieldProblem, MatterGuide } from '#contracts';

/** What is wrong with a catalogue whose every field is sound by itself; fields are paths such as `agencies[1].matters[3].code`. */
export function catalogueProblems(agencies: readonly AgencyCatalogue[]): FieldProblem[] {
  if (agencies.every(({ matters }) => matters.length === 0)) {
    return [{ field: 'agencies', problem: 'must have at least one matter' }];
  }
  const agencyCodes = agencies.map(({ code }, i) => ({ code, field: `agencies[${i}].code` }));
  const matters = agencies.flatMap(({ matters }, i) =>
    matters.map((guide, j) => ({ guide, code: guide.code, field: `agencies[${i}].matters[${j}]` })),
  );
  return [
    ...duplicates(agencyCodes),
    ...agencies.flatMap(({ name }, i) => blanks({ [`agencies[${i}].name`]: name })),
    ...duplicates(matters.map(({ code, field }) => ({ code, field: `${field}.code` }))),
    ...matters.flatMap(({ guide, field }) => blanks(textsOf(guide, field))),
  ];
}

function duplicates(codes: readonly { code: string; field: string }[]): FieldProblem[] {
  const places = Map.groupBy(codes, ({ code }) => code);
  return codes.flatMap(({ code, field }) => {
    const others = (places.get(code) ?? []).filter((place) => place.field !== field);
    const where = others.map((other) => other.field).join(', ');
    return where ? [{ field, problem: `${code} is also at ${where}` }] : [];
  });
}

/** The texts that no guide can do without. */
function textsOf(guide: MatterGuide, place: string): Record<string, BilingualText | undefined> {
  const { name, statutoryTime, promisedTime, applicants, fees } = guide;
  const own = Object.entries({ name, statutoryTime, promisedTime, applicants, fees });
  const questions = guide.questions.flatMap(({ question, answer }, k): [string, BilingualText][] => [
    [`questions[${k}].question`, question],
    [`questions[${k}].answer`, answer],
  ]);
  return Object.fromEntries([...own, ...questions].map(([field, text]) => [`${place}.${field}`, text]));
}

/** Validation passes over nested objects that are missing: they are caught here. */
const blanks = (texts: Record<string, BilingualText | undefined>): FieldProblem[] =>
  Object.entries(texts)
    .filter(([, text]) => !text?.zh.trim() || !text.en.trim())
    .map(([field]) => ({ field, problem: 'must be given in Chinese and in English' }));
