// The public face of clausius.

// verbs
export { type Correlations, correlations } from "./correlations";
export { criticalCoupling } from "./critical-coupling";
export { type Drift, drift } from "./drift";
// when something is wrong
export { ArgumentError } from "./errors";
// the engine
export { compileAhead as ready, kernelBytes } from "./kernels/instance";
// units, axes, conventions
export { logspace } from "./logspace";
export { type LyapunovOptions, type LyapunovSolution, lyapunov } from "./lyapunov";
export { grid, linspace } from "./models/axes";
export { amplitudeRate, couplingFromLambda, energyRate, lambdaFromCoupling, wignerEntropyInAlpha } from "./models/conventions";
// what is studied
export { dicke } from "./models/dicke";
export { optomechanics } from "./models/optomechanics";
export { paper } from "./models/paper";
export type { Dicke, DickeParameters, Optomechanics, OptomechanicsParameters, System } from "./models/system";
export { frequency, GHz, Hz, kHz, MHz } from "./models/units";
export type { Column, Value } from "./models/values";
export { type Relaxation, type RelaxOptions, relax } from "./relax";
export {
  type SensitiveOutput,
  type Sensitivities,
  type Sensitivity,
  type SensitivityOptions,
  sensitivities,
} from "./sensitivities";
export { phaseText, statusText } from "./status";
export {
  type SteadyState,
  type SteadyStateColumns,
  type SteadyStateOptions,
  type SteadyStateOutput,
  steadyState,
} from "./steady-state";
export { thermalOccupation } from "./thermal-occupation";
