// Proved: work in a pool gives the same bits as without, in order, whatever the number of workers; progress, abort, errors and the end
// of a pool are as they are said to be. (The workers' script is that of build/: run `npm run build` first.)

import { afterAll, describe, expect, expectTypeOf, test } from "vitest";
import script from "../build/worker.js";
import {
  ArgumentError,
  type Fit,
  fitMany,
  heterodyne,
  homodyne,
  linspace,
  paper,
  pool,
  position,
  type Spectrum,
  type SpectrumOptions,
  type SteadyState,
  simulateSpectrum,
  spectrum,
  steadyState,
  thermalOscillator,
} from "../src";
import { Crew } from "../src/kernels/crew";
import { Tray } from "../src/kernels/tray";
import { expectSameBits } from "./support/bits";
import { reasonOf, refuses, refusesLater, type Wrong } from "./support/refuses";
import { columns, points, systems } from "./support/rows";

const pools = [1, 2, 3].map((workers) => pool({ workers }));
const [one, two] = pools as [ReturnType<typeof pool>, ReturnType<typeof pool>];
afterAll(() => Promise.all(pools.map((each) => each.close())));

type Columns = Readonly<Record<string, ArrayLike<number>>>;
const expectSame = (came: unknown, expected: unknown, what: string) => {
  expect(Object.keys(came as Columns)).toEqual(Object.keys(expected as Columns));
  for (const [name, column] of Object.entries(expected as Columns)) {
    if (name === "jacobian") expectSame((came as Columns)[name], column, what);
    else {
      expect((came as Columns)[name]!.constructor).toBe(column.constructor);
      expectSameBits((came as Columns)[name]!, column, `${what}: ${name}`);
    }
  }
};

const batch = points("dicke", 5000, 7);
const outputs = ["entropyProduction", "muB", "covariance", "normalModeDampings", "sidebandAsymmetry", "phase"] as const;

describe.each([1, 2, 1023, 1024, 5000])("a batch of %i rows", (rows) => {
  const kinds = { ...systems("dicke", batch.slice(0, rows)), ...systems("optomechanics", points("optomechanics", rows, 8)) };

  test.each(Object.entries(kinds))("steadyState, %s", async (what, system) => {
    const options = { outputs: outputs.filter((name) => system.model === "dicke" || name !== "sidebandAsymmetry") };
    const expected = steadyState(system, options);
    for (const each of pools) {
      expectSame(await steadyState(system, { ...options, pool: each }), expected, `${what}, ${each.workers} workers`);
      expectSame(await steadyState(system, { pool: each }), steadyState(system), `${what}, ${each.workers} workers`);
    }
  });

  test("some rows are bad", () => {
    const { status } = steadyState(kinds["by g"]!) as { status: Uint8Array };
    if (rows > 2) expect(new Set(status).size).toBeGreaterThan(4);
  });

  test("spectrum", async () => {
    const frequencies = linspace(-1e5, 1e5, rows > 2000 ? 21 : 40);
    const system = systems("dicke", batch.slice(0, rows))["by (g/g_cr)²"]!;
    const options: SpectrumOptions & { outputs: readonly (keyof Spectrum & "density")[] } = {
      detection: heterodyne({ efficiency: 0.4 }),
      outputs: ["density", "signal", "jacobian", "sidebandIm"] as Wrong,
    };
    const expected = spectrum(system, frequencies, options);
    for (const each of pools)
      expectSame(await spectrum(system, frequencies, { ...options, pool: each }), expected, `${each.workers} workers`);
  });
});

test("what is inherited reaches the workers", async () => {
  const system = { ...paper.optomechanics, gAB: linspace(0.1, 0.9, 3000).map((x) => x * paper.optomechanics.kappaA) };
  const inherited = Object.assign(Object.create(paper.optomechanics), { gAB: system.gAB }) as typeof system;
  expectSame(await steadyState(inherited, { pool: two }), steadyState(system), "system");
  const detection = Object.assign(Object.create({ angle: 0.3 }), { detection: "homodyne" }) as ReturnType<typeof homodyne>;
  const bins = linspace(1e5, 2e6, 40);
  expectSame(
    await spectrum(inherited, bins, { detection, pool: two }),
    spectrum(system, bins, { detection: homodyne({ angle: 0.3 }) }),
    "detection",
  );
});

describe("one verb or another", () => {
  const system = { model: "optomechanics", ...columns(points("optomechanics", 3000, 9)) } as const;
  const plain = { ...system, gAB: [...system.gAB] };

  test("arrays of numbers, and numbers beside columns", async () => {
    expectSame(await steadyState(plain, { pool: two }), steadyState(plain), "arrays");
    const sweep = { ...paper.bec, couplingRatioSquared: linspace(0, 2, 3000) };
    expectSame(await steadyState(sweep, { pool: two }), steadyState(sweep), "numbers");
  });

  test("numbers in, numbers out", async () => {
    const point = { ...paper.bec, couplingRatioSquared: 0.93 };
    expect(await steadyState(point, { pool: two })).toEqual(steadyState(point));
    const frequencies = linspace(-2e4, 2e4, 101);
    const options = { detection: heterodyne() };
    expectSame(await spectrum(point, frequencies, { ...options, pool: two }), spectrum(point, frequencies, options), "point");
    await refusesLater(
      () => steadyState({ ...paper.bec, couplingRatioSquared: 0.5, phase: "superradiant" }, { pool: two }),
      "couplingRatioSquared: expected a ratio (g/g_cr)² above 1 for the superradiant phase, got 0.5",
    );
  });

  test("a sampled record, a thermal oscillator", async () => {
    const frequencies = linspace(1e5, 3e5, 300);
    const thermal = thermalOscillator({ omegaB: linspace(1e6, 2e6, 200), gammaB: 1e3, temperatureB: 300 });
    const options = {
      detection: position({ gain: 2 }),
      sides: "one",
      response: { interval: 1e-6, length: 4096, window: "hann" },
    } as const;
    const expected = spectrum(thermal, [...frequencies], options);
    expectSame(await spectrum(thermal, [...frequencies], { ...options, pool: two }), expected, "thermal");
    expect(frequencies.length, "what is given stays the caller's").toBe(300);
  });

  test("into the caller's arrays, and into memory that the workers share", async () => {
    const expected = steadyState(system);
    const memories = [(bytes: number) => new ArrayBuffer(bytes)];
    // a browser has it where the page is isolated
    if (typeof SharedArrayBuffer === "function")
      memories.push((bytes) => new SharedArrayBuffer(bytes) as unknown as ArrayBuffer);
    for (const memory of memories) {
      const column = () => new Float64Array(memory(8 * 3001), 8);
      const into = {
        ...{ entropyProduction: column(), muA: column(), muB: column(), nA: column() },
        nB: new Float64Array(3000),
      };
      const status = new Uint8Array(memory(3000));
      const gAB = column();
      gAB.set(system.gAB);
      const came = await steadyState({ ...system, gAB }, { into: { ...into, status }, pool: two });
      expectSame(came, expected, "into");
      expect(came.muA).toBe(into.muA);
      expect(came.nB).toBe(into.nB);
      expect(came.status).toBe(status);
      expect(new Float64Array(into.muA.buffer)[0], "beside it").toBe(0);
      const density = new Float64Array(memory(8 * 3000 * 11));
      const frequencies = linspace(1, 1e6, 11);
      const slopes = new Float64Array(memory(8 * 3000 * 11));
      const options = { detection: homodyne(), derivatives: ["gAB", "angle"] };
      const own = { density, jacobian: { gAB: slopes } };
      const seen = await spectrum({ ...system, gAB }, frequencies, { ...options, into: own, pool: two });
      expect(seen.density).toBe(density);
      expect(seen.jacobian.gAB).toBe(slopes);
      expectSame(seen, spectrum(system, frequencies, { ...options, outputs: ["density", "jacobian"] }), "into");
    }
  });
});

const vienna = { ...paper.optomechanics, gAB: 0.49 * paper.optomechanics.kappaA };
const record = linspace(0.3e6, 2.4e6, 100);
const detection = homodyne();
const spectra = Array.from({ length: 200 }, (_, item) =>
  simulateSpectrum(vienna, record, { detection, averages: 100, seed: 5, item }),
);
const fitted = { detection, free: ["gAB"] } as const;

describe("fitMany", () => {
  test("200 spectra, each fit equal", async () => {
    const expected = fitMany(vienna, spectra, fitted);
    for (const each of pools) {
      const fits = await fitMany(vienna, spectra, { ...fitted, pool: each });
      expect(fits).toEqual(expected);
      expect(fits[199]!.label).toBe("spectrum 200");
    }
  });

  test("of the first bad spectrum it is told which, by its place among all", async () => {
    const bad = spectra.map((each, i) =>
      i === 77 || i === 150 ? { ...each, density: each.density.map((P, bin) => (bin === 7 ? -1 : P)) } : each,
    );
    const came = await reasonOf(fitMany(vienna, bad, { ...fitted, pool: two }));
    refuses(() => {
      throw came;
    }, /^spectra\[77\]\.density\[7\]: expected a positive density \(at .* Hz\), got -1$/);
    expect(came).toBeInstanceOf(ArgumentError);
    expect(came.argument).toBe("spectra[77].density[7]");
    refuses(() => fitMany(vienna, bad, fitted), came.message);
    // whoever met it serves on
    expect(await fitMany(vienna, spectra.slice(0, 3), { ...fitted, pool: two })).toEqual(
      fitMany(vienna, spectra.slice(0, 3), fitted),
    );
  });

  test("a bad call is rejected as it is thrown without a pool", async () => {
    await refusesLater(
      () => fitMany(vienna, [], { ...fitted, pool: two }),
      "spectra: expected an array of spectra, got an empty column",
    );
    await refusesLater(() => fitMany(vienna, spectra, { pool: two } as Wrong), /^detection: expected a detection made by/);
    await refusesLater(
      () => fitMany(vienna, spectra, { ...fitted, free: ["gAb"], pool: two } as Wrong),
      /^spectra\[0\]\.gAb: no such .*did you mean gAB/,
    );
    await refusesLater(() => fitMany(vienna, spectra, { ...fitted, fre: [], pool: two } as Wrong), /^fre: no such option/);
  });

  test("what cannot be sent to a worker rejects the call, and no more", async () => {
    const odd = { ...spectra[0]!, density: () => 1 } as Wrong;
    expect((await reasonOf(fitMany(vienna, [odd], { ...fitted, pool: two }))).name).toBe("DataCloneError");
    expect(await fitMany(vienna, spectra.slice(0, 2), { ...fitted, pool: two })).toHaveLength(2);
  });
});

describe("while it runs", () => {
  const sweep = { ...paper.bec, couplingRatioSquared: linspace(0, 2, 50_000) };

  test("several calls at once, each answered for itself", async () => {
    const ratios = [0.5, 0.9, 1.5];
    const calls = ratios.map((ratio) =>
      steadyState({ ...sweep, couplingRatioSquared: sweep.couplingRatioSquared.map((x) => x * ratio) }, { pool: two }),
    );
    const fits = fitMany(vienna, spectra.slice(0, 20), { ...fitted, pool: two });
    for (const [i, came] of (await Promise.all(calls)).entries()) {
      const couplingRatioSquared = sweep.couplingRatioSquared.map((x) => x * ratios[i]!);
      expectSame(came, steadyState({ ...sweep, couplingRatioSquared }), `call ${i}`);
    }
    expect(await fits).toEqual(fitMany(vienna, spectra.slice(0, 20), fitted));
  });

  test("progress grows to the end", async () => {
    const told: [number, number][] = [];
    await steadyState(sweep, { pool: two, progress: (done, total) => told.push([done, total]) });
    expect(told.length).toBeGreaterThan(4);
    expect(told.at(-1)).toEqual([50_000, 50_000]);
    told.forEach(([done, total], i) => {
      expect(total).toBe(50_000);
      expect(done).toBeGreaterThan(told[i - 1]?.[0] ?? 0);
    });
    const fits: number[] = [];
    await fitMany(vienna, spectra.slice(0, 5), { ...fitted, pool: one, progress: (done) => fits.push(done) });
    expect(fits).toEqual([1, 2, 3, 4, 5]);
  });

  test("an error in progress is that of the call", async () => {
    const mine = new Error("mine");
    const progress = () => {
      throw mine;
    };
    expect(await reasonOf(steadyState(sweep, { pool: two, progress }))).toBe(mine);
    expectSame(await steadyState(sweep, { pool: two }), steadyState(sweep), "after it");
  });

  test("abort: rejected with its reason, and the pool serves on", async () => {
    const controller = new AbortController();
    const mine = new Error("enough");
    let count = 0;
    const progress = () => {
      if (++count === 3) controller.abort(mine);
    };
    expect(await reasonOf(fitMany(vienna, spectra, { ...fitted, pool: two, progress, signal: controller.signal }))).toBe(mine);
    expect(count).toBe(3);
    expectSame(await steadyState(sweep, { pool: two }), steadyState(sweep), "after it");
    expect(count, "nothing is heard of it any more").toBe(3);
    expect(await reasonOf(steadyState(sweep, { pool: two, signal: controller.signal })), "before it begins").toBe(mine);
    const plain = new AbortController();
    const call = steadyState(sweep, { pool: two, signal: plain.signal });
    plain.abort();
    expect((await reasonOf(call)).name).toBe("AbortError");
  });

  test("a signal that is never sent changes nothing", async () => {
    const { signal } = new AbortController();
    expectSame(await steadyState(sweep, { pool: two, signal }), steadyState(sweep), "signal");
  });
});

describe("a tray", () => {
  const numbers = linspace(1, 9, 100);

  test("carries copies, as long as what was given and no longer", () => {
    const tray = new Tray();
    const copies = [tray.copy(numbers), tray.copy([...numbers.subarray(0, 7)]), tray.copy(new Float64Array(0))];
    expect(copies.map((copy) => [...copy])).toEqual([[...numbers], [...numbers.subarray(0, 7)], []]);
    expect(new Set([numbers, ...copies].map(({ buffer }) => buffer)).size).toBe(4);
  });

  test.runIf(typeof SharedArrayBuffer === "function")("its memory serves again, and grows where it must", () => {
    const tray = new Tray();
    const bytes = new Uint8Array(3);
    const round = (length: number) => [
      tray.copy(numbers.subarray(0, length)),
      tray.place(numbers, length)!,
      tray.place(bytes, 2)!,
    ];
    const first = round(100);
    expect(first.map((column) => [column.constructor, column.length])).toEqual([
      [Float64Array, 100],
      [Float64Array, 100],
      [Uint8Array, 2],
    ]);
    const memories = (columns: readonly { readonly buffer: ArrayBufferLike }[]) => columns.map(({ buffer }) => buffer);
    expect(new Set(memories(first)).size, "each column its own").toBe(3);
    for (const length of [100, 3, 99]) {
      tray.clear();
      for (const [i, memory] of memories(round(length)).entries()) expect(memory).toBe(first[i]!.buffer);
    }
    tray.clear();
    const wider = tray.place(numbers, 1000)!;
    expect(wider).toHaveLength(1000);
    expect(wider.buffer).not.toBe(first[0]!.buffer);
    expect(tray.transfer, "nothing changes hands").toEqual([]);
  });
});

describe("less than a message is worth", () => {
  test("is done at once, with progress and signal as ever, and starts no worker", async () => {
    const idle = new Crew(1, () => {
      throw new Error("a worker was started");
    });
    const few = { ...paper.bec, couplingRatioSquared: linspace(0, 2, 1000) };
    const told: number[][] = [];
    const progress = (done: number, total: number) => void told.push([done, total]);
    expectSame(await steadyState(few, { pool: idle, progress }), steadyState(few), "few rows");
    expect(told).toEqual([[1000, 1000]]);
    const bins = linspace(-1e4, 1e4, 8);
    const options = { detection: heterodyne() };
    expectSame(await spectrum(few, bins, { ...options, pool: idle }), spectrum(few, bins, options), "few bins");
    expect(await reasonOf(steadyState(few, { pool: idle, signal: AbortSignal.abort("enough") }))).toBe("enough");
    await idle.close();
    await refusesLater(() => steadyState(few, { pool: idle }), "pool: is closed");
  });
});

describe("close", () => {
  test("ends what is under way, is called once or twice, and nothing follows", async () => {
    const short = pool({ workers: 2 });
    const call = reasonOf(fitMany(vienna, spectra, { ...fitted, pool: short }));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await Promise.all([short.close(), short.close()]);
    await short.close();
    expect((await call).message).toBe("pool: is closed");
    await refusesLater(() => steadyState({ ...vienna, gAB: [1, 2] }, { pool: short }), "pool: is closed");
    await refusesLater(() => steadyState(vienna, { pool: short }), "pool: is closed");
    await refusesLater(() => fitMany(vienna, spectra, { ...fitted, pool: short }), "pool: is closed");
  });

  test("a pool that was never used", async () => {
    const idle = pool();
    expect(idle.workers).toBeGreaterThanOrEqual(1);
    await idle.close();
  });
});

describe("a wrong pool", () => {
  const whole = "workers: expected a whole number of workers, 1 to 256, got";
  test.each([
    ["none", () => pool({ workers: 0 }), `${whole} 0`],
    ["NaN", () => pool({ workers: Number.NaN }), `${whole} NaN`],
    ["a part", () => pool({ workers: 1.5 }), `${whole} 1.5`],
    ["negative", () => pool({ workers: -1 }), `${whole} -1`],
    ["too many", () => pool({ workers: 1e9 }), `${whole} 1000000000`],
    ["words", () => pool({ workers: "2" } as Wrong), `${whole} "2"`],
    ["misspelt", () => pool({ worker: 2 } as Wrong), "worker: no such option; did you mean workers?"],
    ["no options", () => pool(null as Wrong), "options: expected an object with workers, script, got null"],
    ["a number", () => pool(2 as Wrong), "options: expected an object with workers, script, got 2"],
    ["no address", () => pool({ script: 3 as Wrong }), "script: expected the address of clausius/worker.js, got 3"],
    ["an empty address", () => pool({ script: "" }), "script: expected the address of clausius/worker.js, got an empty one"],
  ])("%s", (_, call, message) => refuses(call, message));

  test("is no pool, and what goes with one does not go without", async () => {
    const sweep = { ...vienna, gAB: [1, 2] };
    for (const wrong of [3, {}, { workers: 2, close() {} }, null])
      await refusesLater(() => steadyState(sweep, { pool: wrong as Wrong }), /^pool: expected a pool made by pool\(\), got /);
    await refusesLater(
      () => steadyState(sweep, { pool: two, signal: "now" as Wrong }),
      `signal: expected an AbortSignal, got "now"`,
    );
    await refusesLater(
      () => steadyState(sweep, { pool: two, progress: 1 as Wrong }),
      "progress: expected a function of what is done and of how much, got 1",
    );
    const alone = "is for a call in a pool: without one nothing can be heard before it is done";
    const { signal } = new AbortController();
    refuses(() => steadyState(sweep, { signal } as Wrong), `signal: ${alone}`);
    refuses(() => spectrum(sweep, record, { detection, progress: () => {} } as Wrong), `progress: ${alone}`);
    refuses(() => fitMany(vienna, spectra, { ...fitted, signal } as Wrong), `signal: ${alone}`);
    await refusesLater(
      () => steadyState(sweep, { output: [], pool: two } as Wrong),
      "output: no such option; did you mean outputs?",
    );
    await refusesLater(() => steadyState({ ...sweep, kapaA: 1 } as Wrong, { pool: two }), /^kapaA: .*did you mean kappaA/);
  });
});

test("types: with a pool a promise of the same", () => {
  const never = (_: () => unknown) => {};
  const sweep = { ...vienna, gAB: [1, 2] };
  never(() => {
    expectTypeOf(steadyState(sweep, { pool: one }).then((s) => s.muA)).toEqualTypeOf<Promise<Float64Array>>();
    expectTypeOf(steadyState(vienna, { pool: one })).toEqualTypeOf<
      Promise<SteadyState<"entropyProduction" | "muA" | "muB" | "nA" | "nB", number>>
    >();
    expectTypeOf(steadyState(sweep, { pool: one, outputs: ["phase"] })).toEqualTypeOf<
      Promise<SteadyState<"phase", Float64Array>>
    >();
    const options = { detection, pool: one };
    expectTypeOf(spectrum(sweep, record, options)).toEqualTypeOf<Promise<Pick<Spectrum, "density" | "status">>>();
    expectTypeOf(fitMany(vienna, spectra, options)).toEqualTypeOf<Promise<Fit[]>>();
    expectTypeOf(fitMany(vienna, spectra, { detection })).toEqualTypeOf<Fit[]>();
    // @ts-expect-error no pool
    steadyState(sweep, { signal: new AbortController().signal });
    // @ts-expect-error not a pool
    steadyState(sweep, { pool: 2 });
  });
});

const isNode = globalThis.process?.versions?.node !== undefined;

describe.runIf(!isNode)("in a browser", () => {
  const sweep = { ...vienna, gAB: linspace(0, vienna.kappaA, 3000) };

  test("from the script's own address, for pages that forbid Blobs", async () => {
    const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    for (const given of [address, new URL(address)]) {
      const own = pool({ workers: 1, script: given });
      expectSame(await steadyState(sweep, { pool: own }), steadyState(sweep), "script");
      await own.close();
    }
  });

  test("where there is no script, it is said", async () => {
    const own = pool({ workers: 1, script: "/nothing/here.js" });
    const reason = await reasonOf(steadyState(sweep, { pool: own }));
    expect(reason.message).toMatch(/could not be started; .*clausius\/worker\.js/);
    await own.close();
  });
});
