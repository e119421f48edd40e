// Writes THIRD-PARTY-NOTICES: the licences of everything that is bundled into dist/ or compiled into the kernels.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

const bundled = [
  "assemblyscript",
  "@assemblyscript/loader",
  "commander",
  "@observablehq/plot",
  "linkedom",
  "@resvg/resvg-wasm",
  "dejavu-fonts-ttf",
  "cli-progress",
  "hyparquet-writer",
];
const seen = new Map();

function visit(name) {
  const folder = `node_modules/${name}`;
  if (seen.has(name) || !existsSync(folder)) return;
  const { version, license, dependencies = {}, repository } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const file = readdirSync(folder).find((f) => /^(licen[cs]e|copying)(\.|$)/i.test(f));
  seen.set(name, {
    version,
    license,
    source: (repository?.url ?? repository)?.replace("git@github.com:", "https://github.com/"),
    text: file && readFileSync(`${folder}/${file}`, "utf8").trim(),
  });
  if (name !== "assemblyscript") for (const dependency of Object.keys(dependencies)) visit(dependency); // its own are the compiler's
}
bundled.forEach(visit);

const entries = [...seen].sort(([a], [b]) => (a < b ? -1 : 1));
const texts = entries.map(
  ([name, { version, license, source, text }]) =>
    `${"-".repeat(80)}\n${name} ${version} (${license})\n${source ?? ""}\n\n${text ?? `Its package holds no licence file; the text: https://spdx.org/licenses/${license}.html`}\n`,
);
const head = `The command line of clausius (dist/cli) bundles, and its kernels compile in, the following software. The library itself
has no dependency; it inlines @assemblyscript/loader and parts of AssemblyScript's standard library.\n\n`;
writeFileSync("THIRD-PARTY-NOTICES", head + texts.join("\n"));
console.log(`THIRD-PARTY-NOTICES: ${entries.length} packages`);
