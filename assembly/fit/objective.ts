// One spectrum's share of a fit, at given parameters: −ln L, its gradient, and the expected information.
// Gamma law: −ln L = nΣ[P/S + ln S], here without what the data alone decide: nΣ[r − 1 − ln r], r = P/S; residual √n(r − 1) and
// Jacobian √n ∂ln S, so that JᵀJ is the Fisher information. With errors given: ½Σ((P − S)/σ)².
// Far from the end of a search, where P/S may be anything, logarithms are compared instead: ½Σ(w ln r)².
// Blocks of bins; within a block even and odd bins are summed apart, so that both builds agree to the bit.

import { Lanes } from "lanes";
import { BLOCK, Block } from "../spectrum/block";
import { Core } from "../spectrum/core";
import { Density } from "../spectrum/density";
import { Slopes } from "../spectrum/slopes";
import { BASES, CORE_EFFICIENCY, CORE_GAIN, Trace } from "../spectrum/trace";
import { Deviation } from "./deviation";
import { ROW, TILE, Tile } from "./tile";

// A result: −ln L, ∂(−ln L) with the sign of descent, information; all by the variables in their own coordinates
const GRADIENT: i32 = 1;
export const INFORMATION: i32 = 14;
/** Numbers of one result. */
export const RESULT_SIZE: i32 = 184;

const RESIDUALS: i32 = 15;
const COLUMNS: usize = memory.data(12288, 16); // weighted derivatives by each variable, and the residual in the last
const MIRRORED: usize = memory.data(9984, 16); // the same at −f
const PER: usize = memory.data(768, 16); // what a derivative is weighted by
const SUMS: usize = memory.data(3024, 16); // of products of columns
const SUMS_SIZE: usize = 3024; // at most 21 tiles
const ALONE: usize = memory.data(8, 16);
const DENSITY: usize = memory.data(768, 16);
const RE: usize = memory.data(768, 16);
const IM: usize = memory.data(768, 16);

export class Objective {
  // addresses that loops take as they are
  private static densities: usize = 0;
  private static weights: usize = 0;

  /** Bytes of a result. */
  @inline static size(): usize {
    return (<usize>RESULT_SIZE) << 3;
  }
  @inline static cost(result: usize): f64 {
    return load<f64>(result);
  }
  @inline static gradient(result: usize, i: i32): f64 {
    return load<f64>(result + ((<usize>(GRADIENT + i)) << 3));
  }
  @inline static information(result: usize, i: i32, j: i32): f64 {
    return load<f64>(result + ((<usize>(INFORMATION + BASES * i + j)) << 3));
  }

  /** Adds so much of the information of `other` to that of `result`. */
  static addInformation(result: usize, other: usize, part: f64, involved: i32): void {
    for (let i = 0; i < involved; i++) {
      for (let j = 0; j < involved; j++) {
        const at = (<usize>(INFORMATION + BASES * i + j)) << 3;
        Objective.add(result + at, part * load<f64>(other + at));
      }
    }
  }

  /** Fills `result`; false where there is no steady state or a density is not positive. `scales`: dv/du of each variable. */
  static evaluate(trace: usize, scales: usize, result: usize): bool {
    return Objective.take(trace, scales, result, true, true);
  }

  /** As `evaluate`, without the information. */
  static evaluateGradient(trace: usize, scales: usize, result: usize): bool {
    return Objective.take(trace, scales, result, true, false);
  }

  /** −ln L alone, the bits of `evaluate`; infinite where that is false. */
  static evaluateCost(trace: usize): f64 {
    return Objective.take(trace, 0, ALONE, false, false) ? load<f64>(ALONE) : Infinity;
  }

  private static take(trace: usize, scales: usize, result: usize, isSloped: bool, isInformed: bool): bool {
    memory.fill(result, 0, isSloped ? Objective.size() : 8);
    store<f64>(result, Infinity);
    if (!Core.resolve(trace)) return false;
    Density.prepare(trace, scales, isSloped);
    const hasErrors = Trace.hasErrors(trace);
    const isLogarithmic = Trace.isLogarithmic(trace);
    const involved = Trace.involved(trace);
    const bins = Trace.bins(trace);
    Objective.densities = Trace.densities(trace);
    Objective.weights = Trace.weights(trace);
    Deviation.start();
    memory.fill(SUMS, 0, SUMS_SIZE);
    for (let first = 0; first < bins; first += BLOCK) {
      const count = min(BLOCK, bins - first);
      Density.show(trace, first, count, PER, isSloped);
      if (!Objective.compare(hasErrors, isLogarithmic, (<usize>first) << 3, count)) return false;
      if (!isSloped) continue;
      if (isInformed) {
        Objective.fillColumns(involved, COLUMNS, count);
        Objective.square(involved, count);
      } else Objective.project(count);
    }
    if (isInformed) Objective.gather(result, involved);
    else if (isSloped) {
      for (let i = 0; i < involved; i++) {
        store<f64>(result + ((<usize>(GRADIENT + i)) << 3), Slopes.sum(Slopes.density(i), SUMS));
      }
    }
    const excess = Deviation.excess();
    const cost = hasErrors ? 0.5 * excess : Trace.averages(trace) * (excess - Deviation.logarithms(bins));
    store<f64>(result, cost);
    return cost < Infinity;
  }

  /** Adds the sums of the block's columns times the weighted residuals: a gradient is made of few of them. */
  private static project(count: i32): void {
    const residuals = Objective.column(COLUMNS, RESIDUALS);
    for (let row = 0; row < count; row += Lanes.rows()) {
      const at = residuals + ((<usize>row) << 3);
      Lanes.store(at, Lanes.load(at) * Lanes.load(PER + ((<usize>row) << 3)));
    }
    Objective.addRows(Block.column(0), Slopes.columns, residuals, count);
  }

  /** Adds the sums of so many columns times the residual. */
  private static addRows(columns: usize, many: i32, residuals: usize, count: i32): void {
    for (let k = 0; k < many; k += ROW) {
      Tile.row(Objective.column(columns, k), residuals, count, SUMS + ((<usize>k) << 4));
    }
  }

  @inline private static compare(hasErrors: bool, isLogarithmic: bool, from: usize, count: i32): bool {
    const residuals = Objective.column(COLUMNS, RESIDUALS);
    const densities = Objective.densities + from;
    const weights = Objective.weights + from;
    if (!hasErrors) return Deviation.gamma(densities, weights, PER, residuals, count);
    if (isLogarithmic) return Deviation.ratios(densities, weights, PER, residuals, count);
    Deviation.squares(densities, weights, PER, residuals, count);
    return true;
  }

  /**
   * X = nΣ ρ²(ω)J(ω)J(−ω)ᵀ over the bins that have a mirror (`mirrors` holds 1 there, 0 elsewhere) into the information of
   * `result`, and ρ² of each bin into `coherences`. J: derivatives of ln P; ρ² = |gain·ηM|²/P(ω)P(−ω).
   */
  static sidebands(trace: usize, scales: usize, mirrors: usize, coherences: usize, result: usize): bool {
    memory.fill(result, 0, Objective.size());
    if (!Core.resolve(trace)) return false;
    const involved = Trace.involved(trace);
    const bins = Trace.bins(trace);
    const one = Lanes.of(1);
    const amplitude = Lanes.of(Core.value(CORE_GAIN) * Core.value(CORE_EFFICIENCY));
    const averages = Trace.averages(trace);
    Density.prepare(trace, scales, true);
    for (let first = 0; first < bins; first += BLOCK) {
      const count = min(BLOCK, bins - first);
      const at = (<usize>first) << 3;
      Density.correlation(trace, first, count, RE, IM);
      Density.take(trace, first, count, -1, true);
      Density.put(first, count, -1, PER);
      for (let row = 0; row < count; row += Lanes.rows()) {
        const byte = (<usize>row) << 3;
        Lanes.store(PER + byte, one / Lanes.load(PER + byte));
      }
      Objective.fillColumns(involved, MIRRORED, count);
      Density.take(trace, first, count, 1, true);
      Density.put(first, count, 1, DENSITY);
      for (let row = 0; row < count; row += Lanes.rows()) {
        const byte = (<usize>row) << 3;
        const per = one / Lanes.load(DENSITY + byte);
        const re = amplitude * Lanes.load(RE + byte);
        const im = amplitude * Lanes.load(IM + byte);
        const coherence = Lanes.load(mirrors + at + byte) * ((re * re + im * im) * (per * Lanes.load(PER + byte)));
        Lanes.store(coherences + at + byte, coherence);
        Lanes.store(PER + byte, per * coherence);
      }
      Objective.fillColumns(involved, COLUMNS, count);
      for (let i = 0; i < involved; i++) {
        for (let j = 0; j < involved; j++) {
          Objective.add(
            result + ((<usize>(INFORMATION + BASES * i + j)) << 3),
            averages * Objective.dot(Objective.column(COLUMNS, i), Objective.column(MIRRORED, j), count),
          );
        }
      }
    }
    return true;
  }

  /**
   * The triangle R of J = QR, J the weighted derivatives that `evaluate` makes: RᵀR is the information, but R keeps the digits
   * that its square loses. Householder reflections, block by block, put into the information of `result`; into its gradient Qᵀr, r the
   * weighted residual. False as `evaluate`.
   */
  static triangle(trace: usize, scales: usize, result: usize): bool {
    memory.fill(result, 0, Objective.size());
    if (!Core.resolve(trace)) return false;
    const hasErrors = Trace.hasErrors(trace);
    const isLogarithmic = Trace.isLogarithmic(trace);
    const involved = Trace.involved(trace);
    const bins = Trace.bins(trace);
    Objective.densities = Trace.densities(trace);
    Objective.weights = Trace.weights(trace);
    Density.prepare(trace, scales, true);
    for (let first = 0; first < bins; first += BLOCK) {
      const count = min(BLOCK, bins - first);
      Density.show(trace, first, count, PER, true);
      if (!Objective.compare(hasErrors, isLogarithmic, (<usize>first) << 3, count)) return false;
      Objective.fillColumns(involved, COLUMNS, count);
      for (let j = 0; j < involved; j++) Objective.reflect(result, involved, j, count);
    }
    return true;
  }

  /**
   * At parameters that have a steady state: the density S of each bin to `models`, and to `levers` what a bin's deviation from it weighs
   * in the gradient by each variable, block by block.
   */
  static lever(trace: usize, scales: usize, models: usize, levers: usize): void {
    Core.resolve(trace);
    const hasErrors = Trace.hasErrors(trace);
    const involved = Trace.involved(trace);
    const bins = Trace.bins(trace);
    Density.prepare(trace, scales, true);
    for (let first = 0; first < bins; first += BLOCK) {
      const count = min(BLOCK, bins - first);
      const at = (<usize>first) << 3;
      Density.show(trace, first, count, models + at, true);
      for (let row = 0; row < count; row += Lanes.rows()) {
        const byte = (<usize>row) << 3;
        const w = Lanes.load(Trace.weights(trace) + at + byte);
        const per = hasErrors ? w : w / Lanes.load(models + at + byte);
        Lanes.store(PER + byte, per * per);
      }
      Objective.fillColumns(involved, levers + at * involved, count);
    }
  }

  /** The gradient from deviations of the data, by those levers. */
  static pull(trace: usize, models: usize, levers: usize, result: usize): void {
    const involved = Trace.involved(trace);
    const bins = Trace.bins(trace);
    memory.fill(SUMS, 0, SUMS_SIZE);
    let densities = Trace.densities(trace);
    for (let first = 0; first < bins; first += BLOCK) {
      const count = min(BLOCK, bins - first);
      const at = (<usize>first) << 3;
      for (let byte: usize = 0; byte < (<usize>count) << 3; byte += sizeof<f64>() * Lanes.rows()) {
        Lanes.store(PER + byte, Lanes.load(densities + byte) - Lanes.load(models + byte));
      }
      densities += BLOCK * 8;
      models += BLOCK * 8;
      Objective.addRows(levers + at * involved, involved, PER, count);
    }
    for (let i = 0; i < involved; i++) store<f64>(result + ((<usize>(GRADIENT + i)) << 3), Tile.sum(SUMS, i));
  }

  /** Turns column j of the block into the triangle's diagonal. */
  private static reflect(result: usize, involved: i32, j: i32, count: i32): void {
    const x = Objective.column(COLUMNS, j);
    const row = result + ((<usize>(INFORMATION + BASES * j)) << 3);
    const diagonal = load<f64>(row + ((<usize>j) << 3));
    const square = Objective.dot(x, x, count);
    if (square === 0) return;
    const norm = Math.sqrt(diagonal * diagonal + square);
    const head = diagonal > 0 ? diagonal + norm : diagonal - norm;
    const scale = 2 / (head * head + square);
    store<f64>(row + ((<usize>j) << 3), diagonal > 0 ? -norm : norm);
    for (let l = j + 1; l <= involved; l++) {
      const isResidual = l === involved;
      const y = Objective.column(COLUMNS, isResidual ? RESIDUALS : l);
      const at = isResidual ? result + ((<usize>(GRADIENT + j)) << 3) : row + ((<usize>l) << 3);
      const share = scale * (head * load<f64>(at) + Objective.dot(x, y, count));
      store<f64>(at, load<f64>(at) - share * head);
      const part = Lanes.of(share);
      for (let i = 0; i < count; i += Lanes.rows()) {
        const byte = (<usize>i) << 3;
        Lanes.store(y + byte, Lanes.load(y + byte) - part * Lanes.load(x + byte));
      }
    }
  }

  @inline private static column(columns: usize, i: i32): usize {
    return columns + <usize>(i * BLOCK * 8);
  }

  /** Derivatives by each variable, weighted by PER. */
  private static fillColumns(involved: i32, columns: usize, count: i32): void {
    for (let i = 0; i < involved; i++) Slopes.take(Slopes.density(i), PER, Objective.column(columns, i), count, false);
  }

  /**
   * Adds a block's JᵀJ and Jᵀ residual to the sums: each pair of columns by a tile with the next pair, with the one after that, …, as on
   * a circle, until every two have met.
   */
  private static square(involved: i32, count: i32): void {
    const pairs = (involved + 1) >> 1;
    let sums = SUMS;
    for (let d = 1; d <= max(1, pairs >> 1); d++) {
      for (let i = 0; i < pairs; i++, sums += TILE) {
        const x = Objective.column(COLUMNS, 2 * i);
        Tile.pair(x, Objective.column(COLUMNS, 2 * ((i + d) % pairs)), Objective.column(COLUMNS, RESIDUALS), count, sums);
      }
    }
  }

  /** Puts these sums where they belong. */
  private static gather(result: usize, involved: i32): void {
    const pairs = (involved + 1) >> 1;
    let sums = SUMS;
    for (let d = 1; d <= max(1, pairs >> 1); d++) {
      for (let i = 0; i < 2 * pairs; i += 2, sums += TILE) {
        const j = (i + 2 * d) % (2 * pairs);
        Objective.put(result, involved, i, i, Tile.sum(sums, 0));
        Objective.put(result, involved, i, i + 1, Tile.sum(sums, 1));
        Objective.put(result, involved, i + 1, i + 1, Tile.sum(sums, 2));
        for (let k = 0; k < 2; k++) {
          if (i + k < involved) store<f64>(result + ((<usize>(GRADIENT + i + k)) << 3), Tile.sum(sums, 3 + k));
          Objective.put(result, involved, i + k, j, Tile.sum(sums, 5 + 2 * k));
          Objective.put(result, involved, i + k, j + 1, Tile.sum(sums, 6 + 2 * k));
        }
      }
    }
  }

  /** Puts a sum into the information, unless it is of a column beyond the variables. */
  private static put(result: usize, involved: i32, i: i32, j: i32, x: f64): void {
    if (max(i, j) >= involved) return;
    store<f64>(result + ((<usize>(INFORMATION + BASES * i + j)) << 3), x);
    store<f64>(result + ((<usize>(INFORMATION + BASES * j + i)) << 3), x);
  }

  @inline private static add(at: usize, x: f64): void {
    store<f64>(at, load<f64>(at) + x);
  }

  private static dot(x: usize, y: usize, count: i32): f64 {
    let total: f64 = 0;
    for (let phase = 0; phase < 2; phase += Lanes.rows()) {
      let sum = Lanes.of(0);
      for (let row = phase; row < count; row += 2) {
        const byte = (<usize>row) << 3;
        sum = sum + Lanes.load(x + byte) * Lanes.load(y + byte);
      }
      total += Lanes.sum(sum);
    }
    return total;
  }
}

/** −ln L, gradient and information of one spectrum at its base parameters; 0 where there is no steady state. See `Objective`. */
export function evaluate(trace: usize, scales: usize, result: usize): bool {
  return Objective.evaluate(trace, scales, result);
}

/** −ln L alone. See `Objective.evaluateCost`. */
export function cost(trace: usize): f64 {
  return Objective.evaluateCost(trace);
}

/** The sidebands' part of the variance of the gradient. See `Objective.sidebands`. */
export function sidebands(trace: usize, scales: usize, mirrors: usize, coherences: usize, result: usize): bool {
  return Objective.sidebands(trace, scales, mirrors, coherences, result);
}

/** The triangle of a spectrum's weighted derivatives. See `Objective.triangle`. */
export function triangle(trace: usize, scales: usize, result: usize): bool {
  return Objective.triangle(trace, scales, result);
}
