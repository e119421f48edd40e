// What V8 makes of the hot loops, beside what GCC makes of their twins: where the time goes, without a clock.

import { byGcc, byV8, type Code, type Count, count, type Listing, loops } from "../machine-code";

/** A function's hot loops, all or the nth; those with next to no arithmetic are not. */
type Place = readonly [name: string, nth?: number];

/** What is compared; an iteration of each loop counts once. */
const comparisons: readonly { name: string; ours: readonly Place[]; theirs: readonly Place[] }[] = [
  {
    name: "L, two systems",
    ours: [
      ["steady-state/lyapunov/Problem.load"],
      ["steady-state/barnett-storey/BarnettStorey.factor"],
      ["steady-state/barnett-storey/BarnettStorey.solve"],
      ["steady-state/lyapunov/lyapunov", 0],
    ],
    theirs: [["lyapunov"]],
  },
  { name: "W, four rows (no twin in C)", ours: [["steady-state/normal-phase/solve", 0]], theirs: [] },
  { name: "S, two bins, tuned", ours: [["spectrum/signal/Signal.put", 1]], theirs: [["spectrum", 0]] },
  { name: "S, two bins, else", ours: [["spectrum/signal/Signal.put", 0]], theirs: [["spectrum", 1]] },
  { name: "J, two bins: columns", ours: [["spectrum/signal/Signal.put", 2]], theirs: [["density", 1]] },
  {
    name: "J, a column's share in twelve bins of a derivative (V8: two columns')",
    ours: [["spectrum/slopes/Slopes.take", 0]],
    theirs: [["slope", 0]],
  },
];

const HOT = 8;

function hot(listing: Listing, [name, nth]: Place): Code {
  const found = loops(listing.get(name) ?? []).filter((loop) => count(loop).arithmetic >= HOT);
  const chosen = nth === undefined ? found : found.slice(nth, nth + 1);
  if (chosen.length === 0) throw new Error(`no hot loop ${nth ?? ""} in ${name}`);
  return chosen.flat();
}

/** Machine instructions by kind, as a table in Markdown. */
export function instructions(): string {
  const [ours, theirs] = [byV8(), byGcc("twin-sse2")];
  const kinds: readonly (keyof Count)[] = ["arithmetic", "memory", "spills", "vector", "whole"];
  const line = (name: string, compiler: string, listing: Listing, places: readonly Place[]) => {
    const counts = count(places.flatMap((place) => hot(listing, place)));
    const all = kinds.reduce((sum, kind) => sum + counts[kind], 0);
    return `| ${[name, compiler, all, ...kinds.map((kind) => counts[kind])].join(" | ")} |`;
  };
  return [
    "### Machine instructions of the hot loops",
    "",
    "| an iteration | by | all | arithmetic | loads and stores | to the stack and back | shuffles, masks, constants, copies | addresses, counters, jumps |",
    "|---|---|---|---|---|---|---|---|",
    ...comparisons.flatMap((one) => [
      line(one.name, "V8", ours, one.ours),
      ...(theirs && one.theirs.length > 0 ? [line("", "GCC, SSE2", theirs, one.theirs)] : []),
    ]),
  ].join("\n");
}
