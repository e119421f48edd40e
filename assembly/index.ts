// The ABI on one page. Every kernel takes addresses and a number of rows; tables are columns of TILE rows (table.ts),
// matrices 16 numbers a row; a status is a byte a row (steady-state/row.ts). Batches are padded to an even number of rows.

// First the rooms whose scratch is named most often: the lower an address, the shorter its number.

export { correlations } from "./steady-state/correlations";
export { criticalCoupling } from "./steady-state/critical";
export { drift } from "./steady-state/drift";
export { eigenvalues, stabilityMargin } from "./steady-state/eigenvalues";
export { lyapunov, lyapunovRounded } from "./steady-state/lyapunov";
export { dicke, optomechanics } from "./steady-state/normal-phase";
export { relax } from "./steady-state/relax";
export { sensitivities } from "./steady-state/sensitivities";
export { sidebandAsymmetry } from "./steady-state/sideband-asymmetry";
export { superradiant } from "./steady-state/superradiant";
export { effectiveTemperature, thermalOccupation } from "./steady-state/thermal";

// Then those whose scratch is large.

export { fits } from "./fit/fits";
export { minimize } from "./fit/minimize";
export { cost, evaluate, sidebands, triangle } from "./fit/objective";
export { refits } from "./fit/refits";
export { exponential, logarithm, power, sine } from "./math/functions";
export { digamma, gammaTail, trigamma } from "./math/special";
export { gammas } from "./random/gamma";
export { normals } from "./random/normal";
export { periodogram } from "./random/periodogram";
export { philox } from "./random/philox";
export { uniforms } from "./random/uniform";
export { wishart } from "./random/wishart";
export { fourierPlan } from "./signal/fourier";
export { record, recordStart } from "./signal/record";
export { roots } from "./signal/roots";
export { recordStep } from "./signal/step";
export { fourier, welch } from "./signal/welch";
export { spectrum, spectrumTile, within } from "./spectrum/spectrum";

/** First byte of memory that the kernels leave to their caller. */
export function memoryBase(): usize {
  return (__heap_base + 15) & ~15;
}
