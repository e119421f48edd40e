// The worker's side of a pool: it is sent the compiled kernels, then calls of verbs, and answers each.

import { ArgumentError } from "../errors";
import type { Answer, Request } from "./crew";
import { takeCompiled } from "./instance";
import { listen } from "./threads";

// biome-ignore lint/suspicious/noExplicitAny: each verb has arguments of its own
type Verb = (...given: any[]) => unknown;

/** Answers the calls of these verbs. */
export function serve(verbs: Readonly<Record<string, Verb>>): void {
  const answer = listen((message) => {
    if (message instanceof WebAssembly.Module) return takeCompiled(message);
    const { id, verb, given } = message as Request;
    const reply = (rest: Omit<Answer, "id">, transfer: readonly ArrayBuffer[] = []) => answer({ id, ...rest }, transfer);
    try {
      const result = verbs[verb]!(...given);
      reply({ result }, buffersOf(result));
    } catch (error) {
      if (error instanceof ArgumentError) reply({ refusal: { argument: error.argument, reason: error.reason } });
      else reply({ error: error instanceof Error ? error : new Error(String(error)) });
    }
  });
}

/** The memory of a result's columns, and of columns in a field of it, to be handed over. */
function buffersOf(result: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const visit = (value: unknown, depth: number) => {
    if (ArrayBuffer.isView(value)) {
      if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
    } else if (depth > 0 && typeof value === "object" && value !== null && !Array.isArray(value)) {
      for (const field of Object.values(value)) visit(field, depth - 1);
    }
  };
  visit(result, 2);
  return [...found];
}
