// The public face of clausius.

// verbs
export { type Correlations, correlations } from "./correlations";
export { criticalCoupling } from "./critical-coupling";
export { type Averages, type NoiseSpectrum, type NoiseSpectrumInput, noiseSpectrum } from "./data/noise-spectrum";
export { measured } from "./data/notation";
export type { Response } from "./data/response";
export type { TimeRecord } from "./data/time-record";
export type { Window } from "./data/window";
export { type Drift, drift } from "./drift";
// when something is wrong
export { ArgumentError, FormatError } from "./errors";
export type { BinChoice } from "./fit/bins";
export type { Calibration, FitChoice, Values as FitValues } from "./fit/choice";
export { crossCovariance } from "./fit/cross-covariance";
export { fit, fitMany } from "./fit/fit";
export { fitJointly, type JointFitOptions, type JointSpectrum } from "./fit/fit-jointly";
export type { FitColumns, RowOptions, SpectraRows } from "./fit/fit-rows";
export type { ToldResponse } from "./fit/followed";
export type { FitOptions, FitProblem } from "./fit/options";
export type { FitModel, FitParameterName } from "./fit/parameters";
export type { PartialSource } from "./fit/plan";
export { redrawn } from "./fit/redrawn";
export type {
  Bond,
  Fit,
  FittedParameter,
  FixedSensitivity,
  Goodness,
  JointFit,
  UndeterminedCombination,
  Verdict,
} from "./fit/result";
export type { BudgetEntry, FittedSteadyState } from "./fitted-steady-state";
// files: bytes ↔ data
export { type ByteSource, blobSource, bytesSource, streamSource } from "./io/byte-source";
export { fitReport } from "./io/fit-report";
export { npy, type Storable } from "./io/npy-writer";
export { type NpzOptions, npz, recordNpz } from "./io/npz-writer";
export { openRecord } from "./io/open-record";
export { recordCsv } from "./io/record-csv";
export { readSpectrumJson, recordJson, spectrumJson } from "./io/record-json";
export type { RecordPieces, SamplePieces } from "./io/record-pieces";
export {
  collectRecord,
  type RecordChunk,
  type RecordColumns,
  type RecordOptions,
  type RecordStream,
} from "./io/record-stream";
export {
  readSpectrumCsv,
  type SpectrumColumns,
  type SpectrumFile,
  type SpectrumReading,
  spectrumCsv,
} from "./io/spectrum-csv";
export { uncertaintyReport } from "./io/uncertainty-report";
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
export {
  type Distribution,
  type Empirical,
  empirical,
  type LogNormal,
  logNormal,
  type Normal,
  normal,
  type Truncated,
  truncated,
  type Uniform,
  uniform,
} from "./models/distributions";
export type { CovarianceSource, SumRule } from "./models/fitted";
export { optomechanics } from "./models/optomechanics";
export { type OscillatorParameters, type ThermalOscillator, thermalOscillator } from "./models/oscillator";
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
export { type SimulationOptions, simulate, simulatePieces } from "./simulate";
export { type SimulatedSpectrumOptions, simulateSpectrum } from "./simulate-spectrum";
export { type Spectrum, type SpectrumArrays, type SpectrumOptions, type SpectrumOutput, spectrum } from "./spectrum";
export { phaseText, statusText } from "./status";
export {
  type SteadyState,
  type SteadyStateColumns,
  type SteadyStateOptions,
  type SteadyStateOutput,
  steadyState,
} from "./steady-state";
export { thermalOccupation } from "./thermal-occupation";
export { type Agreement, agreement } from "./uncertainty/agreement";
// error bars
export { type Bootstrap, type BootstrapOptions, bootstrap } from "./uncertainty/bootstrap";
export type { IntervalKind } from "./uncertainty/bootstrap-intervals";
export { uncertainty } from "./uncertainty/choose";
export { type Coverage, type CoverageOptions, coverage, type PooledCoverage } from "./uncertainty/coverage";
export type { LevelCoverage, QuantityCoverage } from "./uncertainty/coverage-table";
export type { CoverageMethod } from "./uncertainty/estimators";
export {
  type Contour,
  contour,
  type ProfileCurve,
  type ProfileOptions,
  profile,
  profileCurve,
} from "./uncertainty/profile";
export { type Propagation, type PropagationOptions, propagate } from "./uncertainty/propagate";
export type { RecordedSpectrum } from "./uncertainty/segments";
export type { UncertainSystem } from "./uncertainty/uncertain-system";
export type { Interval, Method, Uncertainty } from "./uncertainty/uncertainty";
export { type WelchOptions, type WelchStream, welch, welchStream } from "./welch";
