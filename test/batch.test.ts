// Proved: a row's result is the same, bit for bit, wherever it stands: alone, first, last, in an odd or an even place, on either
// side of a tile's edge, beside rows without an answer; given as numbers or as columns; into new arrays or the caller's.

import { describe, expect, test } from "vitest";
import {
  type Column,
  correlations,
  criticalCoupling,
  dicke,
  drift,
  lyapunov,
  optomechanics,
  relax,
  type System,
  steadyState,
  thermalOccupation,
} from "../src";
import { expectSameBits } from "./support/bits";
import { columns, points, rowsOf, systems } from "./support/rows";

const TILE = 1024;
const ROWS = 2 * TILE + 3;

const outputsOf = ({ model }: System) =>
  [
    ...["entropyProduction", "muA", "muB", "nA", "nB"],
    ...["covariance", "wignerEntropy", "stabilityMargin", "effectiveTemperatureB", "phase"],
    ...["normalModeFrequencies", "normalModeDampings", ...(model === "dicke" ? ["sidebandAsymmetry"] : [])],
  ] as ("muA" | "covariance")[];
/** Outputs of several numbers a row. */
const several = ["covariance", "normalModeFrequencies", "normalModeDampings"];

/** Columns of a result, by name. */
type Result = Record<string, ArrayLike<number>>;

const verbs: Record<string, (system: System) => Result> = {
  steadyState: (system) => steadyState(system, { outputs: outputsOf(system) }) as unknown as Result,
  drift: (system) => drift(system) as unknown as Result,
  correlations: (system) => correlations(system) as unknown as Result,
  criticalCoupling: (system) => ({ critical: criticalCoupling(system) as Float64Array }),
  lyapunov: (system) => {
    const { drift: A, diffusion: D } = drift(system);
    return lyapunov(A, D) as unknown as Result;
  },
  "lyapunov about": (system) => {
    const { drift: A, diffusion: D, equilibrium } = drift(system);
    const about = Float64Array.from({ length: A.length / 4 }, (_, i) => equilibrium[(i >> 2) * 2 + ((i & 3) >> 1)]!);
    return lyapunov(A, D, { about }) as unknown as Result;
  },
  "lyapunov rounded": (system) => {
    const { drift: A, diffusion: D, equilibrium } = drift(system);
    const about = Float64Array.from({ length: A.length / 4 }, (_, i) => equilibrium[(i >> 2) * 2 + ((i & 3) >> 1)]!);
    return lyapunov(A, D, { about, accuracy: "rounded" }) as unknown as Result;
  },
};

/** Rows `pick` of a result over ROWS rows. */
const picked = (result: Result, pick: readonly number[]): Result =>
  Object.fromEntries(
    Object.entries(result).map(([name, column]) => {
      const width = column.length / ROWS;
      return [name, pick.flatMap((i) => Array.from({ length: width }, (_, k) => column[i * width + k]!))];
    }),
  );

const expectSame = (came: Result, expected: Result, what: string) => {
  for (const [name, column] of Object.entries(expected)) expectSameBits(came[name]!, column, `${what}: ${name}`);
};

const all = Array.from({ length: ROWS }, (_, i) => i);
const places: Record<string, number[]> = {
  "in reverse order": all.toReversed(),
  "moved by one": all.slice(1),
  "across the tile's edge": all.slice(TILE - 3, TILE + 3),
  "a tile and one row": all.slice(0, TILE + 1),
  "every row twice": all.slice(0, TILE).flatMap((i) => [i, i]),
  "beside one row again and again": all.slice(0, TILE).flatMap((i) => [i, 5]),
  "beside another one": all.slice(0, TILE).flatMap((i) => [11, i]),
};

describe.each(["optomechanics", "dicke"] as const)("%s", (model) => {
  const batch = points(model, ROWS);

  test("the batch has rows of every kind", () => {
    const status = steadyState(systems(model, batch)["by g"]!).status as Uint8Array;
    expect(new Set(status).size).toBeGreaterThanOrEqual(8);
    expect(status.filter((s) => s === 0).length).toBeGreaterThan(ROWS / 2);
  });

  describe.each(Object.entries(systems(model, batch)))("%s", (_, system) => {
    test.each(Object.entries(verbs))("%s", (_, verb) => {
      const whole = verb(system);
      for (const [what, pick] of Object.entries(places)) expectSame(verb(rowsOf(system, pick)), picked(whole, pick), what);
      for (const i of all)
        if (i % 4 === 0 || i > TILE * 2) expectSame(verb(rowsOf(system, [i])), picked(whole, [i]), `row ${i} alone`);
    });
  });

  test("relax: rows among rows, and times among times", () => {
    const few = batch.slice(0, 40);
    const system = { model, ...columns(few) } as System;
    const times = Float64Array.from({ length: TILE + 5 }, (_, k) => (k === 0 ? 0 : 1e-9 * 1.03 ** k));
    const sparse = [0, 1, 500, TILE - 1, TILE, TILE + 4];
    const whole = relax(system, times) as unknown as Result;
    few.forEach((_, row) => {
      const one = relax(rowsOf(system, [row]), times) as unknown as Result;
      const some = relax(
        rowsOf(system, [row]),
        sparse.map((k) => times[k]!),
      ) as unknown as Result;
      for (const [name, column] of Object.entries(whole)) {
        const width = name === "covariance" ? 16 : 1;
        const length = width * times.length;
        const mine = Array.from({ length }, (_, k) => column[row * length + k]!);
        expectSameBits(one[name]!, mine, `row ${row}: ${name}`);
        expectSameBits(
          some[name]!,
          sparse.flatMap((k) => mine.slice(width * k, width * k + width)),
          `row ${row}, times: ${name}`,
        );
      }
    });
  });

  test("a row without an answer is NaN everywhere, and touches no other", () => {
    const system = systems(model, batch)["by g"]!;
    const result = steadyState(system, { outputs: outputsOf(system) }) as unknown as Record<string, Float64Array>;
    const { status, phase, ...numbers } = result;
    // an unstable row has its eigenvalues all the same
    for (const name of ["stabilityMargin", "normalModeFrequencies", "normalModeDampings"]) delete numbers[name];
    for (const i of all) {
      const isAnswered = status![i] === 0;
      expect(phase![i] === 0).toBe(!isAnswered);
      for (const [name, column] of Object.entries(numbers)) {
        const width = column.length / ROWS;
        const row = column.subarray(i * width, i * width + width);
        if (name === "effectiveTemperatureB" || name === "wignerEntropy") {
          if (!isAnswered) expect(row[0]).toBeNaN(); // an unphysical state may have none
        } else expect(row.every((x) => Number.isNaN(x) === !isAnswered)).toBe(true);
      }
    }
  });

  test("into the caller's arrays, of lyapunov", () => {
    const { drift: A, diffusion: D } = drift(systems(model, batch)["by g"]!);
    const expected = lyapunov(A, D);
    const into = { solution: new Float64Array(A.length).fill(7), status: new Uint8Array(A.length / 16).fill(7) };
    const came = lyapunov(A, D, { into });
    expect(came.solution).toBe(into.solution);
    expect(came.status).toBe(into.status);
    expectSame(came as unknown as Result, expected as unknown as Result, "into");
  });

  test("into the caller's arrays: the same arrays, the same bits", () => {
    const system = systems(model, batch)["by g"]!;
    const expected = steadyState(system, { outputs: outputsOf(system) }) as unknown as Result;
    const into = Object.fromEntries(
      Object.entries(expected).map(([name, column]) => [
        name,
        new (column.constructor as Float64ArrayConstructor)(column.length).fill(7),
      ]),
    );
    const came = steadyState(system, { into }) as unknown as Result;
    expect(Object.keys(came).sort()).toEqual(Object.keys(expected).sort());
    for (const name of Object.keys(expected)) expect(came[name]).toBe(into[name]);
    expectSame(came, expected, "into");
  });
});

test("thermalOccupation: any place, number or column", () => {
  const omega = Float64Array.from({ length: ROWS }, (_, i) => 10 ** ((i % 37) / 3));
  const temperature = Float64Array.from({ length: ROWS }, (_, i) =>
    i % 11 === 0 ? -1 : i % 13 === 0 ? 0 : 10 ** ((i % 29) / 3 - 8),
  );
  const whole = thermalOccupation(omega, temperature);
  const pick = (column: Float64Array, rows: readonly number[]) => Float64Array.from(rows, (i) => column[i]!);
  for (const [what, rows] of Object.entries(places)) {
    expectSameBits(thermalOccupation(pick(omega, rows), pick(temperature, rows)), pick(whole, rows), what);
  }
  for (const i of all) {
    if (!(temperature[i]! >= 0)) continue;
    expectSameBits([thermalOccupation(omega[i]!, temperature[i]!)], [whole[i]!], `row ${i}`);
    if (i % 100 === 0)
      expectSameBits(
        thermalOccupation(omega[i]!, temperature),
        temperature.map((_, k) => thermalOccupation([omega[i]!], [temperature[k]!])[0]!),
        `ω of row ${i}`,
      );
  }
});

describe("number in, number out; column in, column out", () => {
  const numbers = { omegaA: 3e6, kappaA: 5e5, omegaB: 2e6, gammaB: 125, nThermalA: 0.5, temperatureB: 0.3 } as const;

  test.each([
    ["optomechanics", optomechanics({ ...numbers, gAB: 1e5 })],
    ["Dicke, by g", dicke({ ...numbers, gAB: 1e5 })],
    ["Dicke, by (g/g_cr)²", dicke({ ...numbers, couplingRatioSquared: 0.7 })],
    ["superradiant", dicke({ ...numbers, couplingRatioSquared: 1.7 })],
  ])("%s", (_, system) => {
    const one = steadyState(system, { outputs: outputsOf(system) }) as unknown as Record<string, number | Float64Array>;
    const fields = Object.keys(system).filter((name) => name !== "model") as (keyof typeof system)[];
    for (const field of fields) {
      for (const column of [(x: number): Column => Float64Array.of(x), (x: number): Column => [x]]) {
        const many = steadyState({ ...system, [field]: column(system[field] as unknown as number) } as System, {
          outputs: outputsOf(system),
        });
        for (const [name, value] of Object.entries(many)) {
          expect(value).toBeInstanceOf(name === "status" || name === "phase" ? Uint8Array : Float64Array);
          const single = one[name]!;
          expect(typeof single === "number").toBe(!several.includes(name));
          expectSameBits(
            value as Float64Array,
            typeof single === "number" ? [single] : single,
            `${name} by a column of ${field}`,
          );
        }
      }
    }
    expect(typeof criticalCoupling(system)).toBe("number");
    expect(typeof drift(system).status).toBe("number");
  });

  test("a parameter as a number is that number in every row, whichever parameters are columns", () => {
    const rows = TILE + 7;
    const columns: Record<string, Float64Array> = Object.fromEntries(
      Object.entries({ ...numbers, gAB: 1e5 }).map(([name, x]) => [name, new Float64Array(rows).fill(x)]),
    );
    const gAB = Float64Array.from({ length: rows }, (_, i) => 1e4 * i);
    const names = Object.keys(numbers);
    for (const make of [optomechanics, dicke] as ((of: typeof numbers) => System)[]) {
      const outputs = outputsOf(make(numbers));
      const spread = steadyState({ ...make(columns as never), gAB }, { outputs }) as unknown as Result;
      for (let set = 0; set < 1 << names.length; set++) {
        const some = Object.fromEntries(names.filter((_, k) => (set >> k) & 1).map((name) => [name, columns[name]!]));
        const mixed = steadyState({ ...make({ ...numbers, ...(some as object) }), gAB }, { outputs }) as unknown as Result;
        expectSame(mixed, spread, `columns ${Object.keys(some)}`);
      }
    }
  });

  test("a number is in every row, whatever the call before had there", () => {
    const calls = [
      { gAB: 1e5, rows: 3 },
      { gAB: 1e5, rows: TILE + 7 },
      { gAB: 2e5, rows: 40, kappaA: 4e5 },
      { gAB: 2e5, rows: TILE + 7, kappaA: 4e5 },
      { gAB: 2e5, rows: TILE + 7 },
      { gAB: 1e5, rows: 41, temperatureB: 0.2 },
      { gAB: 1e5, rows: 300, temperatureB: undefined, nThermalB: 7 },
      { gAB: 1e5, rows: TILE + 7, temperatureB: undefined, nThermalB: 7 },
      { gAB: 1e5, rows: 2 },
      { gAB: 0, rows: TILE, omegaA: 0 },
      { gAB: -0, rows: TILE, omegaA: -0 },
      { gAB: 1e5, rows: TILE },
      { gAB: 1e5, rows: TILE, kappaA: 4e5, by: "kappaA" },
      { gAB: 1e5, rows: TILE },
      { gAB: 1e5, rows: TILE, temperatureB: undefined, nThermalB: 7 },
      { gAB: 1e5, rows: TILE, temperatureB: 0.2, by: "temperatureB" },
      { gAB: 1e5, rows: TILE, temperatureB: undefined, nThermalB: 7 },
      { gAB: 1e5, rows: TILE, omegaB: 1e6, by: "omegaB" },
      { gAB: 1e5, rows: TILE, temperatureB: undefined, nThermalB: 7 },
    ];
    const given = calls.map(({ rows, by = "gammaB", ...parameters }) => ({ rows, by, system: { ...numbers, ...parameters } }));
    const column = (x: number | undefined, rows: number) => (x === undefined ? undefined : new Float64Array(rows).fill(x));
    for (const make of [optomechanics, dicke] as ((of: object) => System)[]) {
      const outputs = outputsOf(make(numbers));
      const byColumns = given.map(({ rows, system }) => {
        const columns = Object.fromEntries(Object.entries(system).map(([name, x]) => [name, column(x, rows)]));
        return steadyState(make(columns), { outputs }) as unknown as Result;
      });
      for (const [k, { rows, by, system }] of given.entries()) {
        const one = column(system[by as keyof typeof system], rows);
        const came = steadyState(make({ ...system, [by]: one }), { outputs }) as unknown as Result;
        expectSame(came, byColumns[k]!, `call ${k}`);
      }
    }
  });
});
