// The farthest points that a likelihood allows: where −ln L has risen by a given amount and a quantity, or a direction in the plane of
// two, is at its extreme (Venzon, Moolgavkar, Appl. Stat. 37, 87 (1988), for any quantities, with the expected information).
//
// From a point u, with H, g, A the information, the gradient of ln L and those of the quantities q, the step δ = H⁻¹(g + Aλ) leads to the least
// −ln L among the points with q = q₀ + t d; λ follows from Aᵀδ, and t from −ln L − ½gᵀH⁻¹g + ½λᵀMλ = target, M = AᵀH⁻¹A.

import { type Likelihood, likelihoodAt } from "../fit/likelihood";
import { fitParameters } from "../fit/parameters";
import type { Plan } from "../fit/plan";
import { fillExponential, fillLogarithm } from "../kernels/functions";
import { solverOf } from "./cholesky";
import { type Quantities, quantitiesAt } from "./quantities";

/** A likelihood around its maximum, in coordinates u that are zero there: ln(v/v̂) of positive parameters, v − v̂ of others. */
export interface Landscape {
  readonly plan: Plan;
  readonly maximum: Float64Array;
  readonly top: Point;
}

/** What is known at a point, derivatives by u. */
interface Point extends Quantities {
  readonly u: Float64Array;
  readonly cost: number;
  readonly gradient: Float64Array;
  readonly information: Float64Array;
  /** What equations with the information take, and the step δ that leads to the least −ln L; undefined if the information is not positive. */
  readonly least: Equations | undefined;
}

/** H, how to solve H x = y, and H⁻¹g. */
interface Equations {
  readonly H: Float64Array;
  readonly solve: (y: Float64Array) => Float64Array;
  readonly step: Float64Array;
}

/** Where a walk ended. */
export interface Extreme {
  /** All quantities there; NaN if the walk did not settle. */
  readonly values: Float64Array;
  /** The last point that was looked at, a small step away; and the variables that a bound held there. */
  readonly point: Point;
  readonly held: readonly number[];
  /** Whether it is where it was to be; if not, a bound or the end of all steady states was in the way. */
  readonly isReached: boolean;
}

const MOST_STEPS = 60;
/** A step that leaves more than this of the way is too long; it is halved, down to the least part. */
const SLOW = 0.8;
const LEAST_PART = 1 / 8;
/** A step so long, in standard errors, is taken on trust: of what it leaves out, −ln L and the extreme know the square. */
const CLOSE = 1e-3;
/** No step changes a positive parameter by more than a factor e. */
const LONGEST = 1;
/** A positive parameter this far down is zero. */
const NOTHING = -30;

/** The landscape around a plan's minimum; undefined if there is no steady state. */
export function landscapeOf(plan: Plan, maximum: Float64Array): Landscape | undefined {
  const top = pointAt(plan, maximum, new Float64Array(maximum.length));
  return top && { plan, maximum, top };
}

/** The variance of each quantity that the information at the maximum says, sidebands taken as independent; NaN if it says nothing. */
export function independentVariances({ top }: Landscape): Float64Array {
  const { least } = top;
  return Float64Array.from(top.gradients, (a) => (least ? dot(a, least.solve(a)) : Number.NaN));
}

function valuesAt(plan: Plan, maximum: Float64Array, u: Float64Array): Float64Array {
  return Float64Array.from(u, (x, v) =>
    fitParameters[plan.variables[v]!.name].isLogarithmic ? maximum[v]! * fillExponential(x) : maximum[v]! + x,
  );
}

function pointAt(plan: Plan, maximum: Float64Array, u: Float64Array): Point | undefined {
  const values = valuesAt(plan, maximum, u);
  const scale = values.map((x, v) => (fitParameters[plan.variables[v]!.name].isLogarithmic ? x : 1));
  const found: Likelihood | undefined = likelihoodAt(plan, values);
  const quantities = found && quantitiesAt(plan.traces[0]!, values);
  if (!quantities) return undefined;
  const k = u.length;
  const gradient = found.gradient.map((g, v) => g * scale[v]!);
  const information = found.information.map((h, vw) => h * scale[Math.floor(vw / k)]! * scale[vw % k]!);
  return {
    u,
    cost: found.cost,
    gradient,
    information,
    least: equationsOf(information, gradient),
    ...quantities,
    gradients: quantities.gradients.map((row) => row.map((a, v) => a * scale[v]!)),
  };
}

/**
 * The extreme of one quantity in a direction (`[±1]`), or of two in a direction of their plane, where −ln L is `rise` above its minimum.
 *
 * @param which numbers of the quantities
 * @param near extremes of the same at another rise, or of others: the walk begins where the way is shortest
 * @param close the step, in standard errors, that is taken on trust
 */
export function extremeOf(
  { plan, maximum, top }: Landscape,
  which: readonly number[],
  direction: readonly number[],
  rise: number,
  near: readonly Extreme[] = [],
  close = CLOSE,
): Extreme {
  const from = which.map((q) => top.values[q]!);
  const wayFrom = (point: Point, held: readonly number[]) => stepOf(point, which, from, direction, top.cost + rise, held);
  let [point, held]: [Point, readonly number[]] = [top, []];
  let way = wayFrom(top, []);
  for (const other of near) {
    if (!other.isReached) continue;
    const shorter = wayFrom(other.point, other.held);
    if (shorter && way && shorter.length < way.length) [point, held, way] = [other.point, other.held, shorter];
  }
  let part = 1;
  let step = 0;
  for (; step < MOST_STEPS && way; step++) {
    if (way.length < close) {
      const { delta } = way;
      const values = point.values.map((x, q) => x + dot(point.gradients[q]!, delta));
      return { values, point, held, isReached: true };
    }
    const { length } = way;
    const taken = part;
    const next = advanced(
      plan,
      maximum,
      point,
      way.delta.map((x) => taken * x),
      top.cost + 4 * rise + 4,
    );
    if (!next || plan.variables.some(({ name }, v) => fitParameters[name].isLogarithmic && next.point.u[v]! < NOTHING)) break;
    held = next.held;
    point = next.point;
    way = wayFrom(point, held);
    // where the curvature is far from the expected information a full step goes too far, and as far again to the other side
    if (way) part = way.length > SLOW * length ? Math.max(part / 2, LEAST_PART) : Math.min(2 * part, 1);
  }
  // a walk that does not settle has found nothing
  const values = step < MOST_STEPS ? point.values : point.values.map(() => Number.NaN);
  return { values, point, held, isReached: false };
}

function equationsOf(H: Float64Array, gradient: Float64Array): Equations | undefined {
  const solve = solverOf(H, gradient.length);
  return solve && { H, solve, step: solve(gradient) };
}

/** The equations without the variables that are held: their rows and columns are those of a unit matrix. */
function equationsWithout({ information, gradient, least }: Point, held: readonly number[]): Equations | undefined {
  if (held.length === 0) return least;
  const k = gradient.length;
  const H = information.map((h, vw) => {
    const [v, w] = [Math.floor(vw / k), vw % k];
    return held.includes(v) || held.includes(w) ? Number(v === w) : h;
  });
  return equationsOf(
    H,
    gradient.map((g, v) => (held.includes(v) ? 0 : g)),
  );
}

/** The way from a point, and how long it is in standard errors. */
function stepOf(
  point: Point,
  which: readonly number[],
  from: readonly number[],
  direction: readonly number[],
  target: number,
  held: readonly number[],
): { delta: Float64Array; length: number } | undefined {
  const equations = equationsWithout(point, held);
  if (!equations) return undefined;
  const { gradients, gradient, cost, values } = point;
  const { H, solve, step: s } = equations;
  const k = gradient.length;
  const A = which.map((q) => gradients[q]!.map((a, v) => (held.includes(v) ? 0 : a)));
  const W = A.map(solve);
  const M = A.map((a) => W.map((w) => dot(a, w)));
  // M⁻¹ of one or two quantities
  const inverse = M.length === 1 ? [[1 / M[0]![0]!]] : inverseOfTwo(M);
  const e = which.map((q, i) => from[i]! - values[q]! - dot(A[i]!, s));
  const form = (x: readonly number[], y: readonly number[]) =>
    x.reduce((sum, xi, i) => sum + y.reduce((part, yj, j) => part + xi * inverse[i]![j]! * yj, 0), 0);
  // s is zero where a variable is held
  const room = 2 * (target - cost) + dot(gradient, s);
  // (e + t d)ᵀM⁻¹(e + t d) = room, the larger t; the nearest where there is none
  const [a, b, c] = [form(direction, direction), form(direction, e), form(e, e) - room];
  const t = (-b + Math.sqrt(Math.max(b * b - a * c, 0))) / a;
  const ends = e.map((x, i) => x + t * direction[i]!);
  const lambda = inverse.map((row) => row.reduce((sum, x, j) => sum + x * ends[j]!, 0));
  const delta = s.map((x, v) => x + lambda.reduce((sum, l, i) => sum + l * W[i]![v]!, 0));
  let square = 0;
  for (let v = 0; v < k; v++) for (let w = 0; w < k; w++) square += delta[v]! * H[k * v + w]! * delta[w]!;
  return Number.isFinite(square) ? { delta, length: Math.sqrt(Math.max(square, 0)) } : undefined;
}

/** The point a step leads to, the step halved until there is a steady state and −ln L is below `most`; and what a bound stopped. */
function advanced(
  plan: Plan,
  maximum: Float64Array,
  point: Point,
  delta: Float64Array,
  most: number,
): { point: Point; held: readonly number[] } | undefined {
  const isLogarithmic = plan.variables.map(({ name }) => fitParameters[name].isLogarithmic);
  const longest = delta.reduce((most, x, v) => (isLogarithmic[v] ? Math.max(most, Math.abs(x)) : most), LONGEST);
  for (let part = LONGEST / longest, halving = 0; halving < 20; part /= 2, halving++) {
    const held: number[] = [];
    const u = point.u.map((x, v) => {
      const { lower, upper } = plan.variables[v]!.treatment;
      const to = x + part * delta[v]!;
      const [low, high] = [lower, upper].map((bound) =>
        isLogarithmic[v] ? fillLogarithm(Math.max(bound, 0) / maximum[v]!) : bound - maximum[v]!,
      ) as [number, number];
      if (to > low && to < high) return to;
      held.push(v);
      return to <= low ? low : high;
    });
    const next = pointAt(plan, maximum, u);
    if (next && next.cost <= most) return { point: next, held };
  }
  return undefined;
}

const dot = (x: Float64Array, y: Float64Array): number => x.reduce((sum, a, i) => sum + a * y[i]!, 0);

function inverseOfTwo(M: readonly (readonly number[])[]): number[][] {
  const [a, b, c, d] = M.flat() as [number, number, number, number];
  const determinant = a * d - b * c;
  return [
    [d / determinant, -b / determinant],
    [-c / determinant, a / determinant],
  ];
}
