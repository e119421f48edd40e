// Proved of dist, as a consumer has it: a pool works in ESM and CJS, in Node and on pages with and without a content policy; and an idle
// one that nobody closed lets the process end. (Run `npm run build` first.)

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Whether a pool gives what the verb gives alone. `clausius` and `given`, the pool's options, are the caller's. */
const use = `
  const { fitMany, homodyne, linspace, paper, simulateSpectrum, steadyState } = clausius;
  const system = { ...paper.bec, couplingRatioSquared: linspace(0, 2, 5000) };
  const pool = clausius.pool(given);
  const text = (result) => JSON.stringify(result, (_, x) => (ArrayBuffer.isView(x) ? [...x] : x));
  const rates = text(await steadyState(system, { pool })) === text(steadyState(system));
  const vienna = { ...paper.optomechanics, gAB: 0.49 * paper.optomechanics.kappaA };
  const spectra = [0, 1, 2].map((item) =>
    simulateSpectrum(vienna, linspace(3e5, 24e5, 100), { detection: homodyne(), averages: 50, seed: 1, item }));
  const options = { detection: homodyne(), free: ["gAB"] };
  const fits = text(await fitMany(vienna, spectra, { ...options, pool })) === text(fitMany(vienna, spectra, options));
  const bad = [spectra[0], { ...spectra[1], sides: "none" }];
  const refused = await fitMany(vienna, bad, { ...options, pool }).catch((error) =>
    [error instanceof clausius.ArgumentError, error.argument]);`;
const right = { rates: true, fits: true, refused: [true, "spectra[1].sides"] };

describe("in Node", () => {
  const run = (type: "module" | "commonjs", body: string): unknown =>
    JSON.parse(
      execFileSync(process.execPath, [`--input-type=${type}`, "-e", body], { cwd: root, encoding: "utf8", timeout: 50_000 }),
    );
  const show = "console.log(JSON.stringify({ rates, fits, refused }));";
  const forms = {
    module: (body: string) => `import * as clausius from "clausius"; ${body}`,
    commonjs: (body: string) => `const clausius = require("clausius"); (async () => { ${body} })();`,
  };

  describe.each(["module", "commonjs"] as const)("%s", (type) => {
    test.each([1, 2])("%i workers; left open, the process ends", (workers) => {
      expect(run(type, forms[type](`const given = { workers: ${workers} }; ${use} ${show}`))).toEqual(right);
    });

    test("closed, or never used, the process ends; a call under way keeps it alive", () => {
      const body = `const unused = clausius.pool();
        const pool = clausius.pool({ workers: 2 });
        const call = clausius.steadyState({ ...clausius.paper.optomechanics, gAB: [1, 2, 3] }, { pool });
        call.then(({ muA }) => { console.log(muA.length); pool.close(); });`;
      expect(run(type, forms[type](body))).toBe(3);
    });
  });

  test("an ES module's flags are not the workers'", () => {
    const body = forms.module(`const given = {}; ${use} ${show}`);
    const flags = ["--input-type=module", "--unhandled-rejections=strict", "--max-old-space-size=512", "-e", body];
    expect(JSON.parse(execFileSync(process.execPath, flags, { cwd: root, encoding: "utf8" }))).toEqual(right);
  });
});

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

describe.runIf(existsSync(executablePath))("on a page", () => {
  const policy = "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'";
  const files: Record<string, [path: string, type: string]> = {
    "/clausius.js": ["dist/index.js", "text/javascript"],
    "/worker.js": ["build/worker.js", "text/javascript"],
  };
  let server: Server;
  let address: string;
  let browser: Awaited<ReturnType<typeof chromium.launch>>;
  beforeAll(async () => {
    server = createServer(({ url }, response) => {
      const file = files[url ?? ""];
      response.setHeader("content-type", file?.[1] ?? "text/html");
      if (url === "/strict" || file) response.setHeader("content-security-policy", policy);
      response.end(file ? readFileSync(`${root}/${file[0]}`) : "<!doctype html><title>clausius</title>");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  const visit = async (path: string, given: object): Promise<unknown> => {
    const page = await browser.newPage();
    const script = `import * as clausius from "/clausius.js";
      try { const given = ${JSON.stringify(given)}; ${use} tell({ rates, fits, refused }); await pool.close(); }
      catch (error) { tell(error.message); }`;
    // the page must know `tell` before it is there: else it may be told to a document that is on its way out
    let tell: (value: unknown) => void = () => {};
    const told = new Promise((resolve, reject) => {
      tell = resolve;
      page.on("pageerror", reject);
    });
    await page.exposeFunction("tell", (value: unknown) => tell(value));
    await page.goto(`${address}${path}`);
    await page.addScriptTag({ type: "module", content: script });
    const value = await told;
    await page.close();
    return value;
  };

  test("without a policy: from a Blob", async () => {
    expect(await visit("/", { workers: 2 })).toEqual(right);
  });

  test("with a policy that forbids Blobs: it says so, and the script's address helps", async () => {
    expect(await visit("/strict", { workers: 2 })).toMatch(/could not be started; where a page's content policy forbids/);
    expect(await visit("/strict", { workers: 2, script: "/worker.js" })).toEqual(right);
  });
});
