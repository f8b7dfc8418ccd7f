const MAX_PROBLEM = 500;

/** The text of an answer, as far as it is wanted. */
export async function beginningOf({ body }: Response, wanted: number): Promise<string> {
  if (!body) return '';
  const parts: AsyncIterable<Uint8Array> = body;
  const decoder = new TextDecoder();
  let text = '';
  for await (const part of parts) {
    text += decoder.decode(part, { stream: true });
    if (text.length > wanted) break;
  }
  return text;
}

/** The status counts, whether the rest can be read or not. */
export async function answerOf(response: Response): Promise<string> {
  const text = await beginningOf(response, MAX_PROBLEM).catch(() => '');
  const { status, headers } = response;
  const elsewhere = status >= 300 && status < 400 ? headers.get('location') : null;
  return storable(
    elsewhere
      ? `${status} to ${elsewhere}: PUSH_URL must be where it does not redirect`
      : `${status} ${text}`,
  );
}

/** What a system says may be of any length and hold what the ledger cannot. */
export const storable = (problem: string): string =>
  problem.slice(0, MAX_PROBLEM).replaceAll('\0', '\uFFFD').toWellFormed();
