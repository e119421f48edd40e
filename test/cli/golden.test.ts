import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { clausius, folder } from "./run.js";

const om = ["steady-state", "--preset", "optomechanics"];
const bec = ["steady-state", "--preset", "bec"];
const runs: Record<string, string[]> = {
  help: ["--help"],
  "help-paper": ["paper", "--help"],
  "help-steady-state": ["steady-state", "--help"],
  "help-spectrum": ["spectrum", "--help"],
  "help-simulate": ["simulate", "--help"],
  "help-psd": ["psd", "--help"],
  "help-fit": ["fit", "--help"],
  "help-profile": ["profile", "--help"],
  "help-bootstrap": ["bootstrap", "--help"],
  "help-propagate": ["propagate", "--help"],
  "help-coverage": ["coverage", "--help"],
  "help-about": ["about", "--help"],
  point: [...om, "--gAB", "0.49kappaA"],
  "point.json": [...om, "--gAB", "0.49kappaA", "--json"],
  "point-bec": [...bec, "--gAB", "0.9gcr"],
  "sweep-bec": [...bec, "--couplingRatioSquared", "0.5..1.5:3"],
  sweep: [...bec, "--couplingRatioSquared", "0.75..1.25:5", "--gammaB", "0.5..1kHz:2", "--outputs", "muA,muB,phase"],
  propagate: ["propagate", ...om.slice(1), "--gAB", "0.49+-0.005kappaA", "--gammaB", "264.1+-5Hz", "--samples", "1e4"],
  "propagate-sweep": [
    "propagate",
    ...bec.slice(1),
    "--couplingRatioSquared",
    "0.75..0.95:3+-2%",
    "--outputs",
    "muA,nB",
    "--samples",
    "1e4",
  ],
  "sweep.csv": [...om, "--gAB", "1..4kappaA:4", "--csv"],
  "sweep.json": [...om, "--gAB", "1..4kappaA:4", "--json"],
};

/** Without the digits that a better kernel may yet change. */
const twelveDigits = (text: string) => text.replace(/(?<![\d.])(?=[\d.]{13})((?:\d\.?){12})[\d.]*/g, "$1…");

describe("what is printed", { timeout: 60_000 }, () => {
  it.each(Object.entries(runs))("%s", async (name, words) => {
    const { stdout, stderr } = clausius(words);
    expect(stderr).toBe("");
    await expect(twelveDigits(stdout)).toMatchFileSnapshot(`golden/${name}.txt`);
  });

  it.each([[[]], [["help"]]])("words %j ask for help too", (words) => {
    expect(clausius(words)).toEqual(clausius(["--help"]));
  });

  it("is the version", () => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect(clausius(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  it("is what runs here", async () => {
    const masked = clausius(["about"])
      .stdout.replace(/clausius \S+/, "clausius <version>")
      .replace(/[\da-f]{16}/, "<sixteen digits>")
      .replace(/(?<=\nnode +)\S+/, "<node>")
      .replace(/(?<=\nplatform +).+/, "<platform>")
      .replace(/(?<=\ncores +)\d+/, "<cores>");
    await expect(masked).toMatchFileSnapshot("golden/about.txt");
    expect(JSON.parse(clausius(["about", "--json"]).stdout)).toMatchObject({ simd: true, node: process.version });
  });

  it("is the summary of the paper", async () => {
    const cwd = folder();
    const { stdout } = clausius(["paper"], cwd);
    const summary = twelveDigits(stdout).replace(/\(\d+\.\d s\)/, "(<seconds> s)");
    await expect(summary).toMatchFileSnapshot("golden/paper.txt");
    await expect(twelveDigits(readFileSync(join(cwd, "paper/summary.md"), "utf8"))).toMatchFileSnapshot(
      "golden/summary.md.txt",
    );
  });
});
