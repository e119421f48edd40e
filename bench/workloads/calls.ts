// What a call into the caller's arrays costs beyond its kernel: the copies to the kernels' memory and back, by tiles as the calls do; kernel and
// copies in a bare loop, which a call cannot be faster than; and the call, which checks its arguments besides.

import { homodyne, lyapunov, spectrum, steadyState } from "clausius";
import { type Build, load, TILE } from "../builds";
import { compare, here } from "../harness";
import { angle, broad, couplings, diffusions, drifts, efficiency, free, membrane, nThermalB, vienna } from "../inputs";
import type { Grid } from "../table";
import { putHomodyne } from "../traces";

/** Systems, rows, bins; and rows that no cache holds. */
const ITEMS = 10_000;
const MANY = 1_000_000;

/** Numbers of the caller's, and where a tile of them lies in the kernels' memory. */
interface Column {
  readonly width: number;
  readonly own: Float64Array;
  readonly place: Float64Array;
}

/** A call, its kernel, and what is copied between them. */
export interface Call {
  readonly name: string;
  readonly items: number;
  readonly tile: number;
  readonly ins: readonly Column[];
  readonly outs: readonly Column[];
  readonly kernel: (first: number, count: number) => void;
  readonly call: () => unknown;
}

/** A column of zeros, or that of numbers, of so many an item. */
const column = (place: Float64Array, width = 1, own: Float64Array = new Float64Array(ITEMS * width)): Column => ({
  width,
  own,
  place,
});

function ofSystems({ kernels, reserve }: Build): Call {
  const [A, D, X, statuses] = [reserve(16 * TILE), reserve(16 * TILE), reserve(16 * TILE), reserve(TILE)];
  const [own, source] = [drifts.slice(0, 16 * ITEMS), diffusions.slice(0, 16 * ITEMS)];
  const out = column(X.view, 16);
  const status = new Uint8Array(ITEMS);
  A.view.set(own.subarray(0, 16 * TILE));
  D.view.set(source.subarray(0, 16 * TILE));
  return {
    name: "L: A and D in, X out",
    items: ITEMS,
    tile: TILE,
    ins: [column(A.view, 16, own), column(D.view, 16, source)],
    outs: [out],
    kernel: (_, count) => kernels.lyapunov(A.at, D.at, X.at, statuses.at, count),
    call: () => lyapunov(own, source, { into: { solution: out.own, status } }),
  };
}

function ofRows({ kernels, reserve }: Build, items: number): Call {
  const [table, rates, statuses] = [reserve(7 * TILE), reserve(5 * TILE), reserve(TILE)];
  const { omegaA, kappaA, omegaB, gammaB } = membrane;
  [omegaA, kappaA, omegaB, gammaB, 0, 0, nThermalB].forEach((x, k) => {
    table.view.fill(x, k * TILE, (k + 1) * TILE);
  });
  const of = (view: Float64Array, k: number) => view.subarray(k * TILE, (k + 1) * TILE);
  const g = column(of(table.view, 4), 1, couplings(items));
  g.place.set(g.own.subarray(0, TILE));
  const [entropyProduction, muA, muB] = [0, 1, 2].map((k) => column(of(rates.view, k), 1, new Float64Array(items))) as [
    Column,
    Column,
    Column,
  ];
  const into = { entropyProduction: entropyProduction.own, muA: muA.own, muB: muB.own, status: new Uint8Array(items) };
  const system = { ...vienna, gAB: g.own };
  return {
    name: `W: g in, Π, μ_a, μ_b out${items === ITEMS ? "" : `, ${items} rows`}`,
    items,
    tile: TILE,
    ins: [g],
    outs: [entropyProduction, muA, muB],
    kernel: (_, count) => kernels.optomechanics(table.at, true, rates.at, 0, statuses.at, count, true),
    call: () => steadyState(system, { into }),
  };
}

function ofBins(build: Build, hasSlopes: boolean): Call {
  const tile = 1920;
  const { kernels, reserve } = build;
  const [centres, all] = [reserve(ITEMS), reserve(7 * tile)];
  const f = column(centres.view, 1, broad(ITEMS));
  f.place.set(f.own);
  const [density, ...slopes] = Array.from({ length: hasSlopes ? 7 : 1 }, (_, k) =>
    column(all.view.subarray(k * tile, (k + 1) * tile)),
  ) as [Column, ...Column[]];
  const trace = putHomodyne(build, { centresAt: centres.at, bins: ITEMS, bath: "nThermalB", hasVariables: hasSlopes });
  const jacobianAt = hasSlopes ? all.at + 8 * tile : 0;
  const jacobian = Object.fromEntries(slopes.map(({ own }, k) => [free[k]!, own]));
  const options = {
    detection: homodyne({ angle, efficiency }),
    into: { density: density.own, ...(hasSlopes && { jacobian }) },
  };
  const system = { ...vienna, temperatureB: undefined, nThermalB };
  return {
    name: hasSlopes ? "J: f in, P and six derivatives out" : "S: f in, P out",
    items: ITEMS,
    tile,
    ins: [f],
    outs: [density, ...slopes],
    kernel: (first, count) => kernels.spectrumTile(trace, first, count, tile, all.at, 0, jacobianAt, 0),
    call: () => spectrum(system, f.own, options),
  };
}

/** Of L, W, S and J. */
export function calls(): Call[] {
  const build = () => load("clausius.wasm");
  return [ofSystems(build()), ofRows(build(), ITEMS), ofRows(build(), MANY), ofBins(build(), false), ofBins(build(), true)];
}

/** Runs all. */
export async function benchCalls(): Promise<Grid> {
  const lines = [];
  for (const { name, items, tile, ins, outs, kernel, call } of calls()) {
    const tiles = (run: (first: number, count: number) => void) => () => {
      for (let first = 0; first < items; first += tile) run(first, Math.min(tile, items - first));
    };
    const put = (first: number, count: number) => {
      for (const { width, own, place } of ins)
        place.set(own.subarray(width * first, width * (first + count)), place.length === own.length ? width * first : 0);
    };
    const take = (first: number, count: number) => {
      for (const { width, own, place } of outs)
        own.set(count === tile ? place : place.subarray(0, width * count), width * first);
    };
    const copies = tiles((first, count) => {
      put(first, count);
      take(first, count);
    });
    const both = tiles((first, count) => {
      put(first, count);
      kernel(first, count);
      take(first, count);
    });
    const rivals = [
      here("copies alone", items, copies),
      here("kernel and copies, no call", items, both),
      here("the call", items, call),
    ];
    lines.push({ name, rows: await compare(here("kernel", items, tiles(kernel)), rivals) });
  }
  return { workload: "calls", title: `Calls into arrays, ${ITEMS} items`, point: "an item", line: "call", lines };
}
