/** Whether `subject` matches `pattern`, with the wildcards of NATS: `*` one token, `>` one or more at the end. */
export function covers(pattern: string, subject: string): boolean {
  const wanted = pattern.split('.');
  const given = subject.split('.');
  const rest = wanted.at(-1) === '>';
  if (rest ? given.length < wanted.length : given.length !== wanted.length) return false;
  return wanted.every((token, i) => token === '*' || token === given[i] || (token === '>' && rest));
}

export const coversAny = (patterns: readonly string[], subject: string): boolean =>
  patterns.some((pattern) => covers(pattern, subject));
