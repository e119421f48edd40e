import { ArgumentError, unknownName } from "../errors";

/** `outputs: no such output foo; known are …`, or the name that was meant: the end of the sentence is the package's. */
export function unknown(argument: string, kind: string, name: string, known: readonly string[]): ArgumentError {
  return new ArgumentError(argument, `no such ${kind} ${name}; ${advice(name, known)}`);
}

/** `did you mean kappaA?` or `known are kappaA, gammaB`. */
export const advice = (name: string, known: readonly string[]): string =>
  unknownName("", name, known).message.split("; ").at(-1)!;
