// The one instance of the kernels, and the only place that knows the AssemblyScript loader (deprecated upstream: easy to lift out).

import { instantiateSync } from "@assemblyscript/loader";
import bytes from "../../build/clausius.wasm";

/** The exports of assembly/index.ts. Every pointer is a byte address in `memory`. */
export interface Kernels extends Record<string, unknown> {
  readonly memory: WebAssembly.Memory;
  memoryBase(): number;
  power(x: number, y: number): number;
  sine(x: number): number;
  logarithm(x: number): number;
  exponential(x: number): number;
  digamma(x: number): number;
  trigamma(x: number): number;
  gammaTail(shape: number, x: number): number;
  spectrum(trace: number, densities: number, signals: number, jacobian: number, light: number): void;
  spectrumTile(
    trace: number,
    first: number,
    count: number,
    apart: number,
    densities: number,
    signals: number,
    jacobian: number,
    light: number,
  ): void;
  within(numbers: number, count: number, least: number, greatest: number): boolean;
  cost(trace: number): number;
  evaluate(trace: number, scales: number, result: number): boolean;
  sidebands(trace: number, scales: number, mirrors: number, coherences: number, result: number): boolean;
  triangle(trace: number, scales: number, result: number): boolean;
  periodogram(
    seedLow: number,
    seedHigh: number,
    stream: number,
    item: number,
    averages: number,
    densities: number,
    mirrors: number,
    coherences: number,
    out: number,
    count: number,
  ): void;
  minimize(problem: number): number;
  fits(
    problem: number,
    starts: number,
    densities: number,
    count: number,
    values: number,
    errors: number,
    costs: number,
    verdicts: number,
  ): void;
  refits(problem: number, draw: number, count: number, values: number, verdicts: number): void;
  philox(seedLow: number, seedHigh: number, stream: number, item: number, draw: number, attempt: number, block: number): void;
  uniforms(
    seedLow: number,
    seedHigh: number,
    stream: number,
    item: number,
    firstDraw: number,
    out: number,
    count: number,
  ): void;
  normals(seedLow: number, seedHigh: number, stream: number, item: number, firstDraw: number, out: number, count: number): void;
  gammas(
    seedLow: number,
    seedHigh: number,
    stream: number,
    item: number,
    firstDraw: number,
    shape: number,
    out: number,
    count: number,
  ): void;
  wishart(
    seedLow: number,
    seedHigh: number,
    stream: number,
    item: number,
    firstDraw: number,
    n: number,
    a: number,
    b: number,
    coherence: number,
    plus: number,
    minus: number,
    count: number,
  ): void;
  optomechanics(
    parameters: number,
    isSweep: boolean,
    rates: number,
    covariances: number,
    statuses: number,
    rows: number,
    isFlowOnly?: boolean,
  ): boolean;
  dicke(
    parameters: number,
    isSweep: boolean,
    isRatio: boolean,
    rates: number,
    covariances: number,
    statuses: number,
    rows: number,
    isFlowOnly?: boolean,
  ): boolean;
  superradiant(
    parameters: number,
    isRatio: boolean,
    phase: number,
    rates: number,
    covariances: number,
    statuses: number,
    phases: number,
    rows: number,
  ): void;
  criticalCoupling(parameters: number, isDicke: boolean, couplings: number, rows: number): void;
  stabilityMargin(parameters: number, isDicke: boolean, isRatio: boolean, phase: number, margins: number, rows: number): void;
  eigenvalues(parameters: number, isDicke: boolean, isRatio: boolean, phase: number, values: number, rows: number): void;
  sidebandAsymmetry(
    parameters: number,
    isRatio: boolean,
    phase: number,
    statuses: number,
    asymmetries: number,
    rows: number,
  ): void;
  drift(
    parameters: number,
    isDicke: boolean,
    isRatio: boolean,
    phase: number,
    drifts: number,
    diffusions: number,
    equilibria: number,
    statuses: number,
    rows: number,
  ): void;
  lyapunov(drifts: number, diffusions: number, solutions: number, statuses: number, rows: number): void;
  lyapunovRounded(drifts: number, diffusions: number, about: number, solutions: number, statuses: number, rows: number): void;
  relax(
    drift: number,
    equilibrium: number,
    initial: number,
    times: number,
    columns: number,
    covariances: number,
    statuses: number,
    rows: number,
  ): void;
  sensitivities(
    parameters: number,
    isDicke: boolean,
    isRatio: boolean,
    isThermal: boolean,
    phases: number,
    statuses: number,
    derivatives: number,
    rows: number,
  ): void;
  correlations(covariances: number, columns: number, statuses: number, rows: number): void;
  thermalOccupation(omega: number, temperature: number, occupation: number, rows: number): void;
  effectiveTemperature(omega: number, occupation: number, temperature: number, rows: number): void;
  recordStep(drift: number, noise: number, interval: number, step: number): boolean;
  recordStart(step: number, seedLow: number, seedHigh: number, stream: number, item: number): void;
  record(
    step: number,
    seedLow: number,
    seedHigh: number,
    stream: number,
    item: number,
    first: number,
    real: number,
    imaginary: number,
    count: number,
  ): void;
  roots(n: number, isChirp: boolean, out: number, count: number): void;
  fourierPlan(plan: number): void;
  fourier(plan: number, data: number): void;
  welch(
    plan: number,
    chirp: number,
    n: number,
    window: number,
    detrend: number,
    samples: number,
    imaginary: number,
    step: number,
    count: number,
    data: number,
    sums: number,
  ): void;
}

let compiledKernels: WebAssembly.Module | undefined;
let instance: Kernels | undefined;

/** The kernels compiled, as workers are sent them. */
export function compiled(): WebAssembly.Module {
  compiledKernels ??= new WebAssembly.Module(bytes);
  return compiledKernels;
}

/** In a worker, whose script carries no bytes: the kernels, compiled elsewhere. */
export function takeCompiled(given: WebAssembly.Module): void {
  compiledKernels = given;
}

/** The kernels, compiled on first use. */
export function kernels(): Kernels {
  instance ??= instantiateSync<Kernels>(compiled()).exports;
  return instance;
}

/** Compiles the kernels without blocking; a later call finds them ready. */
export async function compileAhead(): Promise<void> {
  compiledKernels ??= await WebAssembly.compile(bytes);
  kernels();
}

/** The bytes of the kernels that this package runs. */
export const kernelBytes = (): Uint8Array => bytes;
