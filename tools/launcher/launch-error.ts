/** A failure the person at the terminal can do something about; the message is one clear sentence. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError';
}

export function reasonOf(error: unknown): string {
  return error instanceof Error
    ? error.message || String((error as NodeJS.ErrnoException).code)
    : String(error);
}
