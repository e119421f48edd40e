// Every message in one place: which argument, what was expected with its unit, what came.

/** A call that cannot be answered: the message names the argument, what was expected, and what came. */
export class ArgumentError extends TypeError {
  override readonly name = "ArgumentError";
  constructor(
    /** The argument at fault, as the caller wrote it. */
    readonly argument: string,
    /** What is wrong with it. */
    readonly reason: string,
  ) {
    super(`${argument}: ${reason}`);
  }
}

/** A file that is not what it should be: the message names the place in it, what was expected there, and what came. */
export class FormatError extends SyntaxError {
  override readonly name = "FormatError";
}

/** `line 3, column time: expected a number, got "x"`: a fault of a file. */
export const malformed = (where: string, expectation: string, got: string): FormatError =>
  new FormatError(`${where}: expected ${expectation}, got ${got}`);

/** The value as a reader would recognise it. */
function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return "a function";
  if (Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value)) {
    const { length } = value as ArrayLike<unknown>;
    return length === 0
      ? "an empty column"
      : `${Array.isArray(value) ? "an array" : `a ${value.constructor.name}`} of ${length}`;
  }
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name}`;
  if (typeof value === "object" && value !== null) return `an object with ${Object.keys(value).join(", ") || "no fields"}`;
  return Object.is(value, -0) ? "-0" : String(value);
}

/** `kappaA: expected a positive rate in rad/s, got -3`. */
export function expected(argument: string, expectation: string, value: unknown): ArgumentError {
  return new ArgumentError(argument, `expected ${expectation}, got ${shown(value)}`);
}

/** Throws unless `given` is a lower and a higher number. */
export function checkInterval(
  argument: string,
  expectation: string,
  given: unknown,
): asserts given is readonly [number, number] {
  const isPair = Array.isArray(given) && given.length === 2 && given.every((x) => typeof x === "number");
  if (!isPair) throw expected(argument, expectation, given);
  const [low, high] = given as [number, number];
  if (!(low < high)) throw new ArgumentError(argument, `expected ${expectation}, got ${low} and ${high}`);
}

/** Whether `name` is one of a few: `includes` takes longer. */
export function isOneOf(names: readonly string[], name: string): boolean {
  for (let k = 0; k < names.length; k++) if (names[k] === name) return true;
  return false;
}

/** Throws if one of these fields can be read but not listed, as a getter of a class: whatever is copied, or sent to a worker, would lack it. */
export function refuseHidden(source: object, names: readonly string[]): void {
  const listed = new Set<string>();
  for (const name in source) listed.add(name);
  for (const name of names) {
    if ((source as Readonly<Record<string, unknown>>)[name] !== undefined && !listed.has(name))
      throw new ArgumentError(name, "expected a field of plain data, got one that is not enumerable");
  }
}

/** Whether fields may be hidden without a glance at each: those of a plain object are not, unless somebody took the trouble. */
export const isPlain = (source: object): boolean => Object.getPrototypeOf(source) === Object.prototype;

/** Throws unless `options` is an object with no fields but these, and those of `more`. */
export function checkOptions(options: unknown, known: readonly string[], more: readonly string[] = []): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw expected("options", `an object with ${[...known, ...more].join(", ")}`, options);
  }
  for (const name in options) {
    if (!isOneOf(known, name) && !isOneOf(more, name)) throw unknownName("option", name, [...known, ...more]);
  }
}

/** The names as given, each of which must be one of `known`. */
export function outputsAmong<T extends string>(names: unknown, known: readonly T[]): readonly T[] {
  if (!Array.isArray(names)) throw expected("outputs", `an array of names from ${known.join(", ")}`, names);
  for (let k = 0; k < names.length; k++) {
    const name: unknown = names[k];
    if (typeof name !== "string") throw expected(`outputs[${k}]`, `a name from ${known.join(", ")}`, name);
    if (!isOneOf(known, name)) throw unknownName("output", name, known);
  }
  return names as T[];
}

/** `kapaA: no such parameter; did you mean kappaA?` */
export function unknownName(kind: string, name: string, known: readonly string[]): ArgumentError {
  const near = closest(name, known);
  return new ArgumentError(name, `no such ${kind}; ${near ? `did you mean ${near}?` : `known are ${known.join(", ")}`}`);
}

function closest(name: string, known: readonly string[]): string | undefined {
  const scored = known.map((k) => ({ k, distance: editDistance(name.toLowerCase(), k.toLowerCase()) }));
  const best = scored.sort((a, b) => a.distance - b.distance)[0];
  return best && best.distance <= Math.max(2, name.length / 3) ? best.k : undefined;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(change, previous[j]! + 1, current[j - 1]! + 1));
    }
    previous = current;
  }
  return previous[b.length]!;
}
