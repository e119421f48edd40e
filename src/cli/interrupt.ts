// Ctrl-C while long work runs that can end early with what is done; a second one ends the program.

let told: AbortController | undefined;

/** Runs work that the signal, once it is aborted, ends: by throwing its reason or otherwise. */
export async function interruptible(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  told = new AbortController();
  const { signal } = told;
  try {
    await work(signal);
  } catch (error) {
    if (error !== signal.reason) throw error;
  } finally {
    told = undefined;
  }
}

/** Tells the work; false if there is none, or it was told before. */
export function interrupt(): boolean {
  if (!told || told.signal.aborted) return false;
  told.abort();
  return true;
}
