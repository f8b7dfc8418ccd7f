let leaving: (() => void)[] = [];

/** What is sent in one turn of the event loop leaves in one system call, in the order in which it was given. */
export function sendAtTurnsEnd(send: () => void): void {
  if (leaving.push(send) === 1) setImmediate(sendAll);
}

function sendAll(): void {
  const sends = leaving;
  leaving = [];
  for (const send of sends) send();
}
