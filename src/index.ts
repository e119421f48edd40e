// The public face of clausius.

// verbs
export { type Correlations, correlations } from "./correlations";
export { criticalCoupling } from "./critical-coupling";
export { type NoiseSpectrum, type NoiseSpectrumInput, noiseSpectrum } from "./data/noise-spectrum";
export { measured } from "./data/notation";
export { type Drift, drift } from "./drift";
// when something is wrong
export { ArgumentError } from "./errors";
export { type FitOptions, fit, fitMany } from "./fit/fit";
export { fitJointly, type JointFitOptions, type JointSpectrum } from "./fit/fit-jointly";
export type { Fit, FittedParameter, FixedSensitivity, JointFit, UndeterminedCombination } from "./fit/result";
export type { BudgetEntry, FittedSteadyState } from "./fitted-steady-state";
export { fitReport } from "./io/fit-report";
// the engine
export type { Pool, Pooled, Signal } from "./kernels/crew";
export { compileAhead as ready, kernelBytes } from "./kernels/instance";
export { type PoolOptions, pool } from "./kernels/pool";
// units, axes, conventions
export { logspace } from "./logspace";
export { type LyapunovOptions, type LyapunovSolution, lyapunov } from "./lyapunov";
export { grid, linspace } from "./models/axes";
export { amplitudeRate, couplingFromLambda, energyRate, lambdaFromCoupling, wignerEntropyInAlpha } from "./models/conventions";
export {
  type Detection,
  type Heterodyne,
  type Homodyne,
  heterodyne,
  homodyne,
  type Position,
  position,
  type Recording,
} from "./models/detection";
// what is studied
export { dicke } from "./models/dicke";
export type { SumRule } from "./models/fitted";
export { optomechanics } from "./models/optomechanics";
export { type OscillatorParameters, type ThermalOscillator, thermalOscillator } from "./models/oscillator";
export { paper } from "./models/paper";
export type { Response } from "./models/response";
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
export { type SimulatedSpectrumOptions, simulateSpectrum } from "./simulate-spectrum";
export { type Spectrum, type SpectrumOptions, type SpectrumOutput, spectrum } from "./spectrum";
export { phaseText, statusText } from "./status";
export {
  type SteadyState,
  type SteadyStateColumns,
  type SteadyStateOptions,
  type SteadyStateOutput,
  steadyState,
} from "./steady-state";
export { thermalOccupation } from "./thermal-occupation";
