// A block of bins at work: the signal E of each and its derivatives by the core parameters, then those of the density P.

import { Lanes, Real } from "lanes";
import { CORES } from "./trace";

export const BLOCK: i32 = 64; // bins: all columns together stay in the first-level cache

const SIGNAL: usize = memory.data(512, 16);
const DENSITY: usize = memory.data(512, 16);
const SLOPES: usize = memory.data(7168, 16); // ∂/∂core_r, row r

export class Block {
  @inline private static at(column: usize, row: i32): usize {
    return column + ((<usize>row) << 3);
  }
  @inline static signals(): usize {
    return SIGNAL;
  }
  @inline static slopes(r: i32): usize {
    return SLOPES + <usize>(r * BLOCK * 8);
  }
  @inline static signal(row: i32): Real {
    return Lanes.load(Block.at(SIGNAL, row));
  }
  @inline static density(row: i32): Real {
    return Lanes.load(Block.at(DENSITY, row));
  }
  @inline static slope(r: i32, row: i32): Real {
    return Lanes.load(Block.at(Block.slopes(r), row));
  }
  @inline static setDensity(row: i32, x: Real): void {
    Lanes.store(Block.at(DENSITY, row), x);
  }
  @inline static setSlope(r: i32, row: i32, x: Real): void {
    Lanes.store(Block.at(Block.slopes(r), row), x);
  }
  /** Adds a node's share of the signal. */
  @inline static addSignal(row: i32, weight: Real, x: Real): void {
    Lanes.store(Block.at(SIGNAL, row), Block.signal(row) + weight * x);
  }
  @inline static addSlope(r: i32, row: i32, weight: Real, x: Real): void {
    Lanes.store(Block.at(Block.slopes(r), row), Block.slope(r, row) + weight * x);
  }
  static clear(isJacobian: bool): void {
    memory.fill(SIGNAL, 0, BLOCK * 8);
    if (isJacobian) memory.fill(SLOPES, 0, CORES * BLOCK * 8);
  }
}
