// Where an axis has its ticks and how their numbers are written.

import { powerOfTen } from "../data/notation";

export interface Axis {
  title: string;
  domain: [number, number];
  logarithmic: boolean;
  /** Values with a number beside them, and values with a short tick only. */
  ticks: number[];
  between: number[];
  format: (value: number) => string;
}

/** A linear axis from `from` to `to` with about `count` numbered ticks at round values; numbers are divided by `unit`. */
export function linearAxis({ title, from, to, count = 5, unit = 1 }: LinearAxis): Axis {
  const step = roundStep((to - from) / unit / count);
  const ticks = multiples(step, from / unit, to / unit);
  const between = multiples(step / 2, from / unit, to / unit).filter((v) => !ticks.includes(v));
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return {
    title,
    domain: [from, to],
    logarithmic: false,
    ticks: ticks.map((v) => v * unit),
    between: between.map((v) => v * unit),
    format: (v) => (v / unit).toFixed(digits).replace("-", "−"),
  };
}

interface LinearAxis {
  title: string;
  from: number;
  to: number;
  count?: number;
  unit?: number;
}

/** A logarithmic axis from 10^from to 10^to, numbered at every `every`-th of the decades between. */
export function decadeAxis({ title, from, to, every = 1 }: { title: string; from: number; to: number; every?: number }): Axis {
  const first = Math.ceil(from - 1e-9);
  const decades = Array.from({ length: Math.floor(to + 1e-9) - first + 1 }, (_, i) => first + i);
  const numbered = decades.filter((d) => (d - first) % every === 0);
  const isWithin = (v: number) => v > 10 ** from && v < 10 ** to;
  return {
    title,
    domain: [10 ** from, 10 ** to],
    logarithmic: true,
    ticks: numbered.map((d) => 10 ** d),
    between:
      every === 1
        ? [first - 1, ...decades].flatMap((d) => [2, 3, 4, 5, 6, 7, 8, 9].map((m) => m * 10 ** d)).filter(isWithin)
        : decades.filter((d) => !numbered.includes(d)).map((d) => 10 ** d),
    format: (v) => powerOfTen(Math.round(Math.log10(v))),
  };
}

/** A logarithmic axis whose decades are written out, divided by `unit`: 0.1, 1, 10, 100. */
export function magnitudeAxis({ title, from, to, unit = 1 }: Pick<LinearAxis, "title" | "from" | "to" | "unit">): Axis {
  const [low, high] = [from, to].map((v) => Math.log10(v / unit)) as [number, number];
  const axis = decadeAxis({ title, from: low, to: high });
  return {
    ...axis,
    domain: [from, to],
    ticks: axis.ticks.map((v) => v * unit),
    between: axis.between.map((v) => v * unit),
    format: (v) => String(Number((v / unit).toPrecision(3))),
  };
}

/** The smallest and the largest finite value in some columns. */
export function extent(...columns: Float64Array[]): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const column of columns) {
    for (const v of column) {
      if (!Number.isFinite(v)) continue;
      if (v < low) low = v;
      if (v > high) high = v;
    }
  }
  return [low, high];
}

function roundStep(least: number): number {
  const atLeast = least * (1 - 1e-9); // 20 µs in 4 steps is 5 µs, not the 10 above 5.000000000000001
  const decade = 10 ** Math.floor(Math.log10(atLeast));
  return decade * (atLeast > 5 * decade ? 10 : atLeast > 2 * decade ? 5 : atLeast > decade ? 2 : 1);
}

function multiples(step: number, from: number, to: number): number[] {
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}
