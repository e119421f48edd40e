// Parameters far apart that a spectrum hardly tells apart. What mode b's noise does to a homodyne spectrum of optomechanics is
// γκg²ω_b²(n + ½) s²[(ω_a cot θ + κ)² + ω²]/|s⁴ + a₁s³ + a₂s² + a₃s + a₄|², six numbers that several {g, κ, ω_a, ω_b, γ, θ} share;
// only the little noise of the light prefers one. So a search that found one must look at the others.

import { fillLogarithm, fillSine } from "../kernels/functions";
import type { FitParameterName } from "./parameters";
import { memberOf, type Plan } from "./plan";

/** θ in (0, π) of a cotangent. */
export function angleOf(cotangent: number): number {
  // a sixteenth of the angle, then the series of arctan
  let x = cotangent;
  for (let i = 0; i < 4; i++) x /= 1 + Math.sqrt(1 + x * x);
  const xx = x * x;
  return Math.PI / 2 - 16 * x * (1 - xx * (1 / 3 - xx * (1 / 5 - xx * (1 / 7 - xx / 9))));
}

const cotangentOf = (angle: number): number => fillSine(angle + Math.PI / 2) / fillSine(angle);

/** The variables at the other points where the noise of mode b is the same; none if that is another problem. */
export function equivalentsOf(plan: Plan, values: Float64Array): Float64Array[] {
  const [trace] = plan.traces;
  const at = (name: FitParameterName) => plan.variables.findIndex((variable) => variable.name === name);
  if (plan.traces.length > 1 || !trace || at("angle") < 0) return [];
  const { base, setup } = memberOf(trace, values);
  const place = (found: Values): Float64Array => {
    const placed = values.slice();
    for (const name of ["gAB", "kappaA", "omegaA", "omegaB", "gammaB", "angle", "efficiency"] as const) {
      const v = at(name);
      const { lower, upper } = plan.variables[v]?.treatment ?? { lower: 0, upper: 0 };
      if (v >= 0 && found[name] !== undefined) placed[v] = Math.min(upper, Math.max(lower, found[name]));
    }
    return placed;
  };
  const isAllFree = (["gAB", "kappaA", "omegaA", "omegaB", "gammaB"] as const).every(
    (name) => at(name) >= 0 && plan.variables[at(name)]!.treatment.kind === "free",
  );
  if (setup === "optomechanics" && isAllFree) return samePoles({ ...base, gAB: base.coupling }).map(place);
  const cotangent = cotangentOf(base.angle);
  const other = -cotangent - (2 * base.kappaA) / base.omegaA;
  const strength = (1 + other * other) / (1 + cotangent * cotangent);
  const isFree = (name: FitParameterName) => at(name) >= 0 && plan.variables[at(name)]!.treatment.kind === "free";
  const { gammaB, efficiency } = base;
  return [
    place({
      angle: angleOf(other),
      ...(isFree("gammaB") ? { gammaB: gammaB * strength } : isFree("efficiency") && { efficiency: efficiency * strength }),
    }),
  ];
}

type Values = { readonly [K in FitParameterName]?: number };
type Point = Readonly<Record<"gAB" | "kappaA" | "omegaA" | "omegaB" | "gammaB" | "angle", number>>;

const SCANNED = 128;

/** All points of the same poles, zero and strength as this one, itself left out. */
function samePoles(point: Point): Point[] {
  const { kappaA, omegaA, omegaB, gammaB, gAB } = point;
  const G = 2 * gammaB;
  const Ka = omegaA * omegaA + kappaA * kappaA;
  const square = omegaB * omegaB;
  const a1 = 2 * kappaA + G;
  const a2 = Ka + square + 2 * kappaA * G;
  const a3 = G * Ka + 2 * kappaA * square;
  const a4 = omegaB * (omegaB * Ka - gAB * gAB * omegaA);
  const cotangent = cotangentOf(point.angle);
  const zero = Math.abs(omegaA * cotangent + kappaA);
  const strengthOf = ({ gAB: g, kappaA: k, omegaB: w, gammaB: y }: Point, cot: number) =>
    (y * k * g * g * w * w) / (1 + cot * cot);
  const strength = strengthOf(point, cotangent);
  /** The one point of these poles with damping γ, and how much stronger than this one. */
  const at = (y: number, side: number): { found: Point; excess: number } | undefined => {
    const k = a1 / 2 - y;
    const rest = a2 - 4 * k * y;
    const K = (a3 - 2 * k * rest) / (2 * (y - k));
    const w = Math.sqrt(rest - K);
    const detuning = Math.sqrt(K - k * k);
    const product = w * w * K - a4;
    if (!(w > 0 && detuning > 0 && product !== 0)) return undefined;
    const wa = product > 0 ? detuning : -detuning;
    const cot = (side * zero - k) / wa;
    const found = { gAB: Math.sqrt(product / (wa * w)), kappaA: k, omegaA: wa, omegaB: w, gammaB: y, angle: angleOf(cot) };
    return { found, excess: strengthOf(found, cot) / strength - 1 };
  };
  const points: Point[] = [];
  // γ over seven decades up to a1/2, evenly in its fifth root
  const scale = (i: number) => {
    const x = i / SCANNED;
    return 0.5 * a1 * x * x * x * x * x;
  };
  for (const side of [-1, 1]) {
    let last = at(scale(1), side);
    for (let i = 2; i < SCANNED; i++) {
      const next = at(scale(i), side);
      if (last && next && last.excess > 0 !== next.excess > 0) {
        let low = last;
        let high = next;
        for (let halving = 0; halving < 40; halving++) {
          const middle = at(0.5 * (low.found.gammaB + high.found.gammaB), side);
          if (!middle) break;
          if (middle.excess > 0 === low.excess > 0) low = middle;
          else high = middle;
        }
        const isSame =
          Math.abs(low.found.gammaB - gammaB) < 1e-6 * gammaB &&
          low.found.omegaA * omegaA > 0 &&
          Math.abs(low.found.kappaA - kappaA) < 1e-6 * kappaA &&
          Math.abs(side * zero - (omegaA * cotangent + kappaA)) < 1e-6 * zero;
        if (Math.abs(low.excess) < 1e-3 && !isSame) points.push(low.found);
      }
      last = next;
    }
  }
  return points;
}

/** How far from what was known a point is: of points that the data do not tell apart the nearest is meant. */
export function strangenessOf(plan: Plan, values: Float64Array, known: (v: number) => number | undefined): number {
  return plan.variables.reduce((sum, { name }, v) => {
    const guess = known(v);
    if (name === "angle") {
      const away = Math.abs(values[v]! - (guess ?? Math.PI / 2)) % Math.PI;
      return sum + Math.min(away, Math.PI - away);
    }
    if (name === "gammaB") return sum + (guess ? Math.abs(fillLogarithm(values[v]! / guess)) : fillLogarithm(values[v]!));
    return sum;
  }, 0);
}
