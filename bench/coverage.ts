// npm run coverage: how often the error bars of every method hold the truth, at the working points of docs/coverage.md, which it writes.
// A setup takes minutes. What is done is kept in build/coverage, so that a run can be stopped and taken up again.
// Words after -- choose: methods (covariance, profile, …), a part of a setup's name, workers=1, experiments=2000.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { type CoverageMethod, coverage, pool, type QuantityCoverage } from "clausius";
import { setups } from "./coverage-setups";

/** Fixed before the first run; each setup has one of its own, the next whole number. */
const SEED = 161160604;
/** How many experiments, unless said. */
const usual: Record<CoverageMethod, number> = {
  covariance: 10_000,
  profile: 10_000,
  chosen: 10_000,
  bootstrap: 2000,
};
const kept = new URL("../build/coverage/", import.meta.url);
const page = new URL("../docs/coverage.md", import.meta.url);

interface Done {
  readonly setup: string;
  readonly method: string;
  readonly experiments: number;
  readonly failures: Readonly<Record<string, number>>;
  readonly openEnds: number;
  readonly rows: readonly QuantityCoverage[];
}

const words = process.argv.slice(2);
const option = (name: string): number | undefined => {
  const found = words.find((word) => word.startsWith(`${name}=`));
  return found === undefined ? undefined : Number(found.slice(name.length + 1));
};
const methods = (Object.keys(usual) as CoverageMethod[]).filter((method) => words.includes(method));
const parts = words.filter((word) => !word.includes("=") && !Object.hasOwn(usual, word));

mkdirSync(kept, { recursive: true });
const workers = pool({ workers: option("workers") });
const all: Done[] = [];
const asked: readonly CoverageMethod[] = methods.length > 0 ? methods : ["covariance", "profile", "bootstrap"];
for (const method of Object.keys(usual) as CoverageMethod[]) {
  for (const [i, { name, system, ...measured }] of setups.entries()) {
    const experiments = option("experiments") ?? usual[method];
    const file = new URL(`${encodeURIComponent(`${name} ${method} ${experiments}`.replaceAll("/", " by "))}.json`, kept);
    const isAsked = asked.includes(method) && (parts.length === 0 || parts.some((part) => name.includes(part)));
    if (!existsSync(file)) {
      if (!isAsked) continue;
      const from = performance.now();
      const found = await coverage(system, { ...measured, method, experiments, seed: SEED + i, pool: workers });
      writeFileSync(file, `${JSON.stringify({ setup: name, ...found.toJSON() })}\n`);
      console.error(`${name}, ${method}: ${((performance.now() - from) / experiments).toFixed(2)} ms an experiment`);
    }
    all.push(JSON.parse(readFileSync(file, "utf8")));
  }
}
await workers.close();

const percent = (part: number) => (100 * part).toFixed(1);
const symbols: Record<string, string> = {
  gAB: "g",
  couplingRatioSquared: "x",
  nA: "n_a",
  nB: "n_b",
  muA: "μ_a",
  muB: "μ_b",
  entropyProduction: "Π",
};
/** Of what the bars are: within 2.5 points of 68.3 %, 1.5 of 95.4 %. */
const bars = [0.025, 0.015];
/** What is reported, but should not be relied on. */
const isReported = (interval: string) => interval === "basic";
const marked = ({ coverage: p, level }: QuantityCoverage["levels"][number], bar: number) =>
  Math.abs(p - level) > bar ? `**${percent(p)}**` : percent(p);

type Judged = QuantityCoverage & Pick<Done, "setup" | "method" | "failures" | "experiments">;
const judged: Judged[] = all.flatMap(({ rows, ...rest }) => rows.map((row) => ({ ...rest, ...row })));
const intervals = [...new Set(judged.map(({ interval }) => interval))];
const held = (row: Judged | undefined) =>
  row?.levels.map((level, l) => (isReported(row.interval) ? percent(level.coverage) : marked(level, bars[l]!))).join(" / ") ??
  "";
const lines = setups.flatMap(({ name, quantities = [] }) =>
  quantities.flatMap((quantity, q) => {
    const found = judged.filter((row) => row.setup === name && row.quantity === quantity);
    const [first] = found;
    if (!first) return [];
    const cells = [
      q === 0 ? name : "",
      symbols[quantity] ?? quantity,
      ...intervals.map((interval) => held(found.find((row) => row.interval === interval))),
      `${first.bias.toFixed(3)} ± ${first.biasError.toFixed(3)}`,
      first.pullWidth.toFixed(3),
      `${(100 * first.relativeBias).toPrecision(2)} %`,
      `${((100 * first.levels[0]!.medianWidth) / 2 / Math.abs(first.truth)).toPrecision(2)} %`,
    ];
    return [`| ${cells.join(" | ")} |`];
  }),
);
const titles = ["setup", "of", ...intervals, "mean pull", "pull width", "bias", "half width"];
const failed = all.flatMap(({ setup, method, failures, experiments, openEnds }) => [
  ...Object.entries(failures).map(([reason, count]) => `- ${setup}, ${method}: ${count} of ${experiments}: ${reason}.`),
  ...(openEnds > 0
    ? [`- ${setup}, ${method}: ${openEnds} ends of ${experiments} experiments were not where they were to be.`]
    : []),
]);
const table = [
  `| ${titles.join(" | ")} |`,
  `|${titles.map((_, k) => (k < 2 ? "---" : "--:")).join("|")}|`,
  ...lines,
  ...(failed.length > 0 ? ["", ...failed] : []),
].join("\n");
const [before, after] = ["<!-- the table, by npm run coverage -->", "<!-- end of the table -->"];
const text = existsSync(page) ? readFileSync(page, "utf8") : `${before}\n${after}\n`;
const [head, rest] = [text.slice(0, text.indexOf(before)), text.slice(text.indexOf(after))];
writeFileSync(page, `${head}${before}\n${table}\n${rest}`);
