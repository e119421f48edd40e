import { checkOptions, expected } from "./errors";
import { fillLyapunov, fillRoundedLyapunov } from "./kernels/matrices";
import { type Column, column } from "./models/values";

/** Options of `lyapunov`. */
export interface LyapunovOptions {
  /**
   * The deviation form: diagonals n of a diagonal N, 4 numbers for all problems or 4 a problem; the answer is δ = X − N, from
   * A δ + δ Aᵀ + (D + A N + N A^ᵀ) = 0. With N = diag(N_a, N_a, N_b, N_b), the baths' own variances, δ keeps its digits at weak coupling.
   */
  readonly about?: Column;
  /**
   * `double`, the default: as good as plain double allows, at full speed. `rounded`: every element is the exact solution rounded to the
   * nearest double (with `about`, the exact δ: A N + N Aᵀ is not rounded either), some five times slower; it holds for A and D as given,
   * up to a condition of 1e10; elements far below the largest are good to 1e-21 of it, and what is less than 1e-24 of it may come as 0.
   */
  readonly accuracy?: "double" | "rounded";
  /** Your own arrays for the solution, 16 numbers a problem, and perhaps the statuses. */
  readonly into?: { readonly solution: Float64Array; readonly status?: Uint8Array };
}

/** Solutions of a batch of Lyapunov equations. */
export interface LyapunovSolution {
  /** X, or δ = X − N: 16 numbers a problem, row-major, symmetric; NaN where the status is not 0. */
  readonly solution: Float64Array;
  /** Status of each problem (see `statusText`): A must be stable, D symmetric, every number finite. */
  readonly status: Uint8Array;
}

/**
 * The symmetric X of A X + X Aᵀ + D = 0 for each 4×4 problem of a batch: the steady covariance of du/dt = A u + noise.
 * Six unknowns: A X = S − D/2 with S antisymmetric (Barnett and Storey 1967).
 *
 * @param drift A of each problem, 16 numbers row-major
 * @param diffusion D of each problem, 16 numbers row-major, symmetric
 * @throws ArgumentError unless both hold the same whole number of 4×4 matrices, and `about` is 4 numbers or 4 a problem, and the
 * options are as described
 */
export function lyapunov(drift: Column, diffusion: Column, options: LyapunovOptions = {}): LyapunovSolution {
  checkOptions(options, ["about", "accuracy", "into"]);
  const { about, accuracy = "double", into } = options;
  const A = matrices("drift", drift);
  const D = matrices("diffusion", diffusion);
  if (A.length !== D.length) throw expected("diffusion", `as many matrices as drift, ${A.length} numbers`, D);
  if (accuracy !== "double" && accuracy !== "rounded") throw expected("accuracy", "double or rounded", accuracy);
  const N = about === undefined ? undefined : diagonals(about, A.length / 4);
  const out = targets(into, A.length / 16);
  if (accuracy === "rounded") fillRoundedLyapunov(A, D, N, out);
  else fillLyapunov(A, N ? deviationSource(A, D, N) : D, out);
  return out;
}

/** The caller's arrays, checked, or new ones. */
function targets(into: unknown, problems: number): LyapunovSolution {
  const [numbers, bytes] = [16 * problems, problems];
  if (into === undefined) return { solution: new Float64Array(numbers), status: new Uint8Array(bytes) };
  if (typeof into !== "object" || into === null || Array.isArray(into) || ArrayBuffer.isView(into))
    throw expected("into", "an object with solution", into);
  checkOptions(into, ["solution", "status"]);
  const { solution, status = new Uint8Array(bytes) } = into as Partial<LyapunovSolution>;
  if (!(solution instanceof Float64Array && solution.length === numbers))
    throw expected("into.solution", `a Float64Array of ${numbers}`, solution);
  if (!(status instanceof Uint8Array && status.length === bytes))
    throw expected("into.status", `a Uint8Array of ${bytes}`, status);
  return { solution, status };
}

/** 4 numbers a problem. */
function diagonals(about: Column, length: number): Float64Array {
  const N = column("about", about, "4 numbers, or 4 a problem");
  if (N.length === length) return N;
  if (N.length !== 4) throw expected("about", `4 numbers, or 4 a problem (${length})`, N);
  return Float64Array.from({ length }, (_, k) => N[k & 3]!);
}

/** R = D + A N + N Aᵀ; its diagonal vanishes exactly where D holds the same products 2k_iN_i. */
function deviationSource(A: Float64Array, D: Float64Array, N: Float64Array): Float64Array {
  const R = new Float64Array(D.length);
  for (let at = 0; at < D.length; at += 16) {
    const n = at / 4;
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < 4; j++) {
        R[at + 4 * i + j] = D[at + 4 * i + j]! + (A[at + 4 * i + j]! * N[n + j]! + A[at + 4 * j + i]! * N[n + i]!);
      }
    }
  }
  return R;
}

function matrices(argument: string, value: Column): Float64Array {
  const numbers = column(argument, value, "16 numbers a problem, row-major");
  if (numbers.length % 16 !== 0) throw expected(argument, "16 numbers a problem, row-major", value);
  return numbers;
}
