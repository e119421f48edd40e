// Where the time of the public calls and of a bare fit goes, by function: V8's own sampling profiler, in this process.

import { Session } from "node:inspector/promises";
import { bootstrap, fit, fitMany } from "clausius";
import { load } from "../builds";
import { measured, measuredRows } from "../inputs";
import { fitting } from "../kernels/search";
import { functionNames } from "../named-kernels";
import { duration } from "../table";
import { calls } from "./calls";
import { alike, coldFit, source } from "./fit";
import { found } from "./refit";

const ROWS = 100;
const SHORT = 500;
const REFITS = 10_000;
/** How long each is watched, and how often. */
const MILLISECONDS = 500;
const INTERVAL = 100; // µs
/** Shares below are put together. */
const LEAST = 0.01;

/** What is watched, and how many items a run is. */
function works(): { name: string; items: number; run: () => unknown }[] {
  const rows = measuredRows(ROWS);
  const spectrum = measured();
  const short = Array.from({ length: ROWS }, (_, item) => measured(item, SHORT));
  const { errors: _, precision: __, ...options } = alike;
  return [
    ...calls().map(({ name, items, call }) => ({ name, items, run: call })),
    { name: "F, the kernel", items: 1, run: fitting(load("clausius.wasm"), 1, coldFit) },
    { name: `F, \`fitMany\` of ${ROWS} rows`, items: ROWS, run: () => fitMany(source, rows, alike) },
    { name: `B, \`bootstrap\` of ${REFITS} refits`, items: REFITS, run: () => bootstrap(found, { samples: REFITS, seed: 1 }) },
    { name: "`fit` of 2000 bins: start, likelihood, goodness", items: 1, run: () => fit(source, spectrum, options) },
    {
      name: `\`fitMany\` of ${ROWS} spectra of ${SHORT} bins, the same`,
      items: ROWS,
      run: () => fitMany(source, short, options),
    },
  ];
}

/** Calls `run` over and over for some time; gives the seconds of one. */
function repeat(run: () => unknown): number {
  const start = performance.now();
  let [runs, spent] = [0, 0];
  for (; spent < MILLISECONDS; runs++) {
    run();
    spent = performance.now() - start;
  }
  return spent / runs / 1000;
}

/** The share of each function in the samples. */
async function sharesOf(session: Session, run: () => unknown, names: readonly string[]): Promise<Map<string, number>> {
  await session.post("Profiler.start");
  repeat(run);
  const { profile } = await session.post("Profiler.stop");
  const parents = new Map(profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const nodes = new Map(profile.nodes.map((node) => [node.id, node.callFrame]));
  const functionOf = (id: number): string => {
    const { functionName, url } = nodes.get(id)!;
    const [, index] = /^wasm-function\[(\d+)\]$/.exec(functionName) ?? [];
    if (index !== undefined) return `kernel ${names[Number(index)]}`;
    if (functionName === "(garbage collector)") return "garbage collection";
    if (functionName === "") return functionOf(parents.get(id)!); // a closure counts for who called it
    return /dist.index\.js$/.test(url) ? `\`${functionName.replace(/\d$/, "")}\`` : "the engine, and the loop around";
  };
  const functions = new Map(profile.nodes.map(({ id }) => [id, functionOf(id)]));
  const samples = profile.samples!;
  const shares = new Map<string, number>();
  for (const id of samples) shares.set(functions.get(id)!, (shares.get(functions.get(id)!) ?? 0) + 1 / samples.length);
  return shares;
}

/** Shares of each work, as tables in Markdown. */
export async function shares(): Promise<string> {
  const names = functionNames();
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: INTERVAL });
  const lines: string[] = [];
  for (const { name, items, run } of works()) {
    repeat(run); // compiled, and warm
    const seconds = repeat(run) / items;
    const all = [...(await sharesOf(session, run, names))].sort(([, a], [, b]) => b - a);
    const large = all.filter(([, share]) => share >= LEAST);
    const rest = 1 - large.reduce((sum, [, share]) => sum + share, 0);
    lines.push(`| **${name}** |  | ${duration(seconds)} |`);
    for (const [what, share] of [...large, [`${all.length - large.length} others`, rest] as const])
      lines.push(`| ${what} | ${(100 * share).toFixed(1)} % | ${duration(share * seconds)} |`);
  }
  session.disconnect();
  return [
    "### Where the time goes, by function",
    "",
    "Copies and fills of arrays count for the function that asks for them, closures for the one that calls them.",
    "",
    "| function | share | an item |",
    "|---|---|---|",
    ...lines,
  ].join("\n");
}
