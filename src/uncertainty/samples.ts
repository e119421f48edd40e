// Samples × working points through the kernels: block after block, at each point of a group, into a tally each.

import { fillNormal, fillUniform } from "../kernels/random";
import { fillSteadyState } from "../kernels/steady-state";
import type { System } from "../models/system";
import type { Value } from "../models/values";
import { drawnBy, fillJoint, type Joint } from "./joint";
import { isOfPoint, type Law, lawOf } from "./laws";
import type { rateNames } from "./quantities";
import { BLOCK, STATUSES, Tally } from "./tally";
import { type DrawnName, distributionsIn, drawnNames, type UncertainSystem } from "./uncertain-system";

/** Π, μ_a, μ_b (1/s), n_a, n_b. */
export type Rate = (typeof rateNames)[number];

/** What is sampled: a system with distributions, or the system of a fit with the law of what was fitted. Plain data. */
export interface Sampled {
  readonly system: UncertainSystem;
  /** Working points. */
  readonly rows: number;
  readonly joint?: Joint;
}

/** How. Plain data. */
export interface Sampling {
  readonly outputs: readonly Rate[];
  readonly samples: number;
  readonly seed: number;
  readonly probabilities: readonly number[];
  readonly keep: boolean;
}

/** Columns over working points, those of several numbers a point with all of one point together. */
export interface SampledColumns {
  readonly mean: Record<string, Float64Array>;
  readonly quantiles: Record<string, Float64Array>;
  readonly resolution: Record<string, Float64Array>;
  readonly covariance: Float64Array;
  readonly statuses: Float64Array;
  /** Samples in the superradiant phase. */
  readonly superradiant: Float64Array;
  /** Outputs and drawn parameters, if they are kept. */
  readonly kept: Record<string, Float64Array>;
}

const STREAM = 16; // of the kernels' random numbers: propagation
/** Addresses of the parameters of a fit come behind those of a system's. */
const JOINT = 16;
/** Working points that share the draws of a block while they are at hand. */
export const GROUP = 16;

/** Something drawn: its standard numbers, and what a parameter of the system becomes at each point. */
interface Drawing {
  readonly draw: (first: number, count: number) => void;
  readonly columns: readonly (readonly [DrawnName, Float64Array])[];
  /** Where it is another law at each working point. */
  readonly at?: (point: number) => (count: number) => void;
}

function drawingOf(name: DrawnName, { system }: Sampled, seed: number): Drawing {
  const distribution = distributionsIn(system).find(([other]) => other === name)![1];
  const [standard, out] = [new Float64Array(BLOCK), new Float64Array(BLOCK)];
  const address = { seed, stream: STREAM, item: drawnNames.indexOf(name) };
  const draw = ({ source }: Law, first: number, count: number) => {
    const fill = source === "normal" ? fillNormal : fillUniform;
    fill({ ...address, draw: first }, standard.subarray(0, count));
  };
  const law = lawOf(name, distribution, 0);
  const columns = [[name, out]] as const;
  if (isOfPoint(distribution)) {
    return {
      draw: (first, count) => draw(law, first, count),
      columns,
      at: (point) => {
        const { fill } = lawOf(name, distribution, point);
        return (count) => fill(standard, count, out);
      },
    };
  }
  return {
    draw: (first, count) => {
      draw(law, first, count);
      law.fill(standard, count, out);
    },
    columns,
  };
}

function jointDrawing(joint: Joint, seed: number): Drawing {
  const standard = Array.from({ length: joint.rank }, () => new Float64Array(BLOCK));
  const names = drawnBy(joint);
  const out = names.map(() => new Float64Array(BLOCK));
  return {
    draw: (first, count) => {
      standard.forEach((column, j) => {
        fillNormal({ seed, stream: STREAM, item: JOINT + j, draw: first }, column.subarray(0, count));
      });
      fillJoint(joint, standard, count, out);
    },
    columns: names.map((name, i) => [name, out[i]!] as const),
  };
}

/** Columns for `rows` working points, all zero. */
export function emptyColumns(sampled: Sampled, { outputs, probabilities, samples, keep }: Sampling): SampledColumns {
  const { rows } = sampled;
  const k = outputs.length;
  const each = (width = 1) => Object.fromEntries(outputs.map((name) => [name, new Float64Array(width * rows)]));
  const drawn = keep ? drawnIn(sampled) : [];
  return {
    mean: each(),
    quantiles: each(probabilities.length),
    resolution: each(),
    covariance: new Float64Array(k * k * rows),
    statuses: new Float64Array(STATUSES * rows),
    superradiant: new Float64Array(rows),
    kept: Object.fromEntries((keep ? [...outputs, ...drawn] : []).map((name) => [name, new Float64Array(samples * rows)])),
  };
}

/** Samples of every working point; the tallies of the last few are given to `seen`. */
export function samplesOf(sampled: Sampled, sampling: Sampling, seen?: (last: readonly Tally[]) => void): SampledColumns {
  const { rows } = sampled;
  const { outputs, probabilities } = sampling;
  const k = outputs.length;
  const columns = emptyColumns(sampled, sampling);
  for (let first = 0; first < rows; first += GROUP) {
    const group = tallies(sampled, sampling, first, Math.min(first + GROUP, rows), columns);
    for (const [i, { tally, superradiant }] of group.entries()) {
      const point = first + i;
      columns.superradiant[point] = superradiant;
      columns.statuses.set(tally.statuses, STATUSES * point);
      outputs.forEach((name, a) => {
        columns.mean[name]![point] = tally.mean(a);
        const found = probabilities.map((probability) => tally.quantile(a, probability));
        columns.quantiles[name]!.set(
          found.map(({ value }) => value),
          probabilities.length * point,
        );
        columns.resolution[name]![point] = Math.max(0, ...found.map(({ resolution }) => resolution));
        outputs.forEach((_, b) => {
          columns.covariance[k * k * point + k * a + b] = tally.covariance(a, b);
        });
      });
    }
    seen?.(group.map(({ tally }) => tally));
  }
  return columns;
}

/** The parameters that are drawn. */
export const drawnIn = ({ system, joint }: Sampled): readonly DrawnName[] =>
  joint ? drawnBy(joint) : distributionsIn(system).map(([name]) => name);

/** The tallies of working points `first` to `end`; samples are put in columns that are for them. */
export function tallies(
  sampled: Sampled,
  { outputs, samples, seed }: Sampling,
  first: number,
  end: number,
  { kept }: Partial<Pick<SampledColumns, "kept">> = {},
): { tally: Tally; superradiant: number }[] {
  const { system, joint } = sampled;
  const drawings = joint ? [jointDrawing(joint, seed)] : drawnIn(sampled).map((name) => drawingOf(name, sampled, seed));
  const drawn = Object.fromEntries(drawings.flatMap(({ columns }) => columns));
  const status = new Uint8Array(BLOCK);
  const columns = outputs.map(() => new Float64Array(BLOCK));
  // only where the coupling decides it is a sample in one phase or the other
  const phase = system.model === "dicke" && (system.phase ?? "auto") === "auto" ? new Uint8Array(BLOCK) : undefined;
  const out = { ...Object.fromEntries(outputs.map((name, i) => [name, columns[i]!])), status, ...(phase && { phase }) };
  const points = Array.from({ length: end - first }, (_, i) => ({
    point: first + i,
    system: { ...numbersAt(system, first + i), ...drawn } as unknown as System,
    fills: drawings.flatMap(({ at }) => (at ? [at(first + i)] : [])),
    tally: new Tally(outputs.length),
    superradiant: 0,
  }));
  for (let sample = 0; sample < samples; sample += BLOCK) {
    const count = Math.min(BLOCK, samples - sample);
    for (const { draw } of drawings) draw(sample, count);
    for (const at of points) {
      for (const fill of at.fills) fill(count);
      fillSteadyState(at.system, count, out);
      at.tally.add(columns, status, count);
      if (phase) for (let i = 0; i < count; i++) at.superradiant += Number(phase[i] === 2);
      if (!kept) continue;
      const offset = samples * at.point + sample;
      outputs.forEach((name, i) => {
        kept[name]?.set(columns[i]!.subarray(0, count), offset);
      });
      for (const [name, column] of Object.entries(drawn)) kept[name]?.set(column.subarray(0, count), offset);
    }
  }
  return points;
}

/** What of a system is a number at a working point; distributions are left as they are. */
function numbersAt(system: UncertainSystem, point: number): UncertainSystem {
  return Object.fromEntries(
    Object.entries(system).map(([name, value]) => {
      const isColumn = Array.isArray(value) || value instanceof Float64Array;
      return [name, isColumn ? (value as Exclude<Value, number>)[point] : value];
    }),
  ) as unknown as UncertainSystem;
}
