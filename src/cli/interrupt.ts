// Ctrl-C while a command has something to say first.

let ending: (() => void) | undefined;

/** What the command does on the first Ctrl-C instead of leaving at once; undefined: nothing. A second one leaves. */
export function onInterrupt(end: (() => void) | undefined): void {
  ending = end;
}

/** Ctrl-C has come: whether a command ends by itself. */
export function interrupt(): boolean {
  const end = ending;
  ending = undefined;
  end?.();
  return end !== undefined;
}
