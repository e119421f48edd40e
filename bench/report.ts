// Where results go: every sample to results.json, tables into README.md and docs/performance.md, between their markers.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import { kernelBytes } from "clausius";
import { ratio, spread } from "./harness";
import { duration, type Grid, judged, markdown, range, type Table } from "./table";

const at = (path: string) => new URL(`../${path}`, import.meta.url);
const npm = ["mathjs", "ml-matrix", "numeric", "ml-levenberg-marquardt", "benchmark"];
const versionOf = (name: string) =>
  (JSON.parse(readFileSync(at(`node_modules/${name}/package.json`), "utf8")) as { version: string }).version;

/** Machine, versions, and every sample. */
export interface Results {
  readonly machine: Readonly<Record<string, string | number>>;
  /** First half of the kernels' SHA-256, and their size. */
  readonly kernels: { readonly hash: string; readonly bytes: number };
  readonly versions: Readonly<Record<string, string>>;
  readonly notRun: readonly string[];
  readonly tables: readonly (Table | Grid)[];
  /** Tables of what is counted. */
  readonly texts: readonly string[];
}

/** All but the tables. */
export function circumstances(versions: Record<string, string>): Omit<Results, "tables" | "texts" | "notRun"> {
  const bytes = kernelBytes();
  return {
    machine: {
      processor: os.cpus()[0]?.model.trim() ?? "unknown",
      cores: os.cpus().length,
      system: `${os.type()} ${os.release()} ${os.arch()}`,
      node: process.version,
      v8: process.versions.v8,
      load: os.loadavg()[0]!,
    },
    kernels: { hash: createHash("sha256").update(bytes).digest("hex").slice(0, 16), bytes: bytes.length },
    versions: { ...Object.fromEntries(npm.map((name) => [name, versionOf(name)])), ...versions },
  };
}

function told({ machine, kernels, versions, notRun }: Results): string {
  const programs = new Set(Object.values(versions).filter((text) => text.includes(" ")));
  const packages = npm.map((name) => `${name} ${versions[name]}`);
  const absent = notRun.length > 0 ? ` Not run, as not there: ${notRun.join(", ")}.` : " Every rival was there.";
  return [
    `${machine.processor}, ${machine.cores} cores, ${machine.system}; Node ${machine.node}, V8 ${machine.v8}; kernels ${kernels.hash}, ${kernels.bytes} bytes;`,
    `load before: ${Number(machine.load).toFixed(1)}.`,
    `${[...packages, ...programs].join(", ")}.${absent}`,
  ].join("\n");
}

/** The README's one table: the workloads that have bars. */
function summary(tables: Results["tables"]): string {
  const lines = tables.flatMap((table) => {
    if ("lines" in table) {
      if (table.workload !== "P") return [];
      return table.lines.map(({ name, rows }) => {
        const [two, one] = rows;
        return [
          "P",
          `${name}: one worker against two`,
          duration(spread(two!.seconds).median),
          range(ratio(one!)),
          judged(one!),
          "",
        ];
      });
    }
    if (!table.rows.some(({ bar }) => bar)) return [];
    return table.rows.map((row, k) => [
      k === 0 ? `**${table.workload}**` : "",
      k === 0 ? `${row.name}, ${table.point}` : row.name,
      duration(spread(row.seconds).median),
      k === 0 ? "1" : range(ratio(row)),
      judged(row),
      row.error === undefined ? "" : row.error === 0 ? "0" : row.error.toExponential(0),
    ]);
  });
  const head = ["", "", "time", "over ours (80 % of rounds)", "bar", "error"];
  return [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Puts text between `<!-- bench -->` and `<!-- /bench -->` of a file. */
function put(path: string, text: string): void {
  if (!existsSync(at(path))) return;
  const page = readFileSync(at(path), "utf8");
  const between = /(<!-- bench -->\n)[\s\S]*?(<!-- \/bench -->)/;
  if (!between.test(page)) throw new Error(`${path} has no place for results`);
  writeFileSync(
    at(path),
    page.replace(between, (_, open, close) => `${open}\n${text}\n\n${close}`),
  );
}

/** Writes results.json and both pages. */
export function publish(results: Results): void {
  writeFileSync(at("bench/results.json"), `${JSON.stringify(results)}\n`);
  put("README.md", `${told(results)}\n\n${summary(results.tables)}`);
  put("docs/performance.md", [told(results), ...results.tables.map(markdown), ...results.texts].join("\n\n"));
}
