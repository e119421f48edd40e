// From where a search ended to what it says: covariances, goodness, warnings.

import { ArgumentError } from "../errors";
import { fillInformation, fillModel, type Member } from "../kernels/fit";
import { checkDetection, type Detection, detectionNames } from "../models/detection";
import type { CovarianceSource } from "../models/fitted";
import { fixedSensitivitiesOf } from "./fixed-sensitivities";
import { goodnessOf } from "./goodness";
import { type Beside, type Covariances, covariancesOf, type Share } from "./information";
import { type FitParameterName, fitParameters } from "./parameters";
import { memberOf, type Plan, type PlannedTrace, sharedAs } from "./plan";
import type { Fit, FittedParameter, JointFit, UndeterminedCombination } from "./result";
import { basesOf, besideOf, ownFirst, shareOf, sidebandsOf } from "./share";
import type { Search } from "./solve";
import { sumRuleOf } from "./sum-rule";
import { systemOf } from "./system";
import { STUCK, verdictOf, warningsOf } from "./verdict";

// not x ** 2, which JavaScript engines may round as they like
const square = (x: number): number => x * x;

/** Everything that a search's end says. */
export function assess(plan: Plan, search: Search): JointFit {
  const { values } = search;
  const members = plan.traces.map((trace) => memberOf(trace, values));
  const looks = plan.traces.map((trace, t) => look(plan, trace, members[t]!));
  const shares = looks.map(({ share }) => share);
  const gradient = gradientOf(plan, looks, values);
  const beside = { ...besideOf(plan, values), gradient };
  const covariances = covariancesOf(shares, plan.variables.length, plan.shared, beside);
  const undetermined = combinations(plan, covariances, values);
  const apart = covariances.undetermined.map((parts) => {
    const relative = parts.map(({ index, part }) => Math.abs(part) * weightOf(plan, index, values));
    const largest = Math.max(...relative);
    return parts.filter((_, i) => relative[i]! > 1e-4 * largest).map(({ index }) => index);
  });
  const loose = new Set(apart.flat());
  const calibrations = plan.variables.flatMap(({ treatment: { calibration } }, v) =>
    calibration ? [{ value: values[v]!, calibration }] : [],
  );
  const parts = plan.traces.map((trace, t) => ({ trace, ...looks[t]!, variance: varianceOf(looks[t]!, covariances, t) }));
  const goodness = goodnessOf(
    parts,
    calibrations,
    plan.variables.length,
    shares.reduce((sum, share, t) => sum + takenBy(share, covariances.inverses[t]!), plan.variables.length),
  );
  const left = decrementOf(plan, shares, beside, values, covariances);
  // stuck in a valley along what the data do not determine: what they do determine is what counts
  const isInValley = search.verdict === STUCK && undetermined.length > 0;
  const decrement = isInValley ? left : Math.max(search.decrement, left);
  const distance = Math.sqrt(decrement);
  const verdict = {
    ...verdictOf({ ...search, decrement }, undetermined, grainOf(shares, beside, values)),
    cost: search.cost,
    distance,
    evaluations: search.evaluations,
    undetermined,
  };
  const fits = plan.traces.map((trace, t): Fit => {
    const { fitted } = looks[t]!;
    const { input, bins, model } = trace;
    const own =
      plan.traces.length === 1
        ? goodness
        : goodnessOf([parts[t]!], [], trace.variables.length, takenFrom(shares[t]!, covariances, t));
    const parameters = parametersOf(plan, trace, covariances.blocks[t]!, search, loose);
    const isLoose = (name: FitParameterName) => parameters.some((p) => p.name === name && p.isUndetermined);
    const names = ownFirst(trace).map(({ name }) => name);
    const covariance = covarianceOf(covariances.blocks[t]!, names.map(isLoose));
    const fit: Omit<Fit, "warnings" | "fixedSensitivities"> = {
      ...verdict,
      ...own,
      undetermined: undetermined.filter((_, c) => apart[c]!.some((v) => trace.variables.some(({ index }) => index === v))),
      label: input.label,
      model,
      system: systemOf(trace, parameters),
      detection: detectionOf(input.detection, parameters),
      spectrum: input.spectrum,
      ...(input.response && { response: input.response }),
      frequency: bins.frequency,
      density: bins.density,
      fitted,
      binError: bins.hasErrors ? bins.weights.map((w) => 1 / w) : fitted.map((P) => P / Math.sqrt(bins.averages.bin)),
      parameters,
      names,
      covariance,
      correlation: correlationOf(covariance, names.length),
      sources: sourcesOf(plan, covariances.sources[t]!),
      detectability: detectabilityOf(trace, members[t]!, fitted),
      ...(input.power !== undefined && { power: input.power }),
    };
    const sumRule = sumRuleOf(fit, members[t]!, { covariance: covariances.blocks[t]!, inverse: covariances.inverses[t]! });
    const fixedSensitivities = fixedSensitivitiesOf(
      fit,
      members[t]!,
      plan.traces.length === 1 ? covariances.inverses[t]! : undefined,
    );
    const complete = { ...fit, ...(sumRule && { sumRule }), fixedSensitivities };
    return { ...complete, warnings: warningsOf(complete, trace, search.rivals) };
  });
  // what several spectra say, such as of a shared parameter, is said once
  const warnings = [...new Set(fits.flatMap((fit) => fit.warnings))].map((text) => {
    const labels = fits.filter((fit) => fit.warnings.includes(text)).map(({ label }) => label);
    return labels.length === fits.length ? text : `${labels.join(", ")}: ${text}`;
  });
  const shared = new Map<string, FittedParameter>();
  for (const { parameters, detection } of fits) {
    for (const parameter of parameters) {
      const whose = sharedAs(parameter.name, detection);
      if (parameter.isShared && !shared.has(whose)) shared.set(whose, parameter);
    }
  }
  return {
    ...verdict,
    ...goodness,
    warnings,
    shared: [...shared.values()],
    fits,
    bonds: covariances.bonds,
  };
}

/** The gradient of ln L by each variable. */
function gradientOf(
  plan: Plan,
  looks: readonly { share: Share; gradient: Float64Array }[],
  values: Float64Array,
): Float64Array {
  const gradient = Float64Array.from(plan.variables, ({ treatment: { calibration } }, v) =>
    calibration ? (calibration.value - values[v]!) / square(calibration.error) : 0,
  );
  for (const { share, gradient: own } of looks) {
    share.index.forEach((v, i) => {
      gradient[v]! += own[i]!;
    });
  }
  return gradient;
}

/** The decrement among the variables that no bound holds. */
function decrementOf(
  plan: Plan,
  shares: readonly Share[],
  { precision, reach, gradient }: Beside,
  values: Float64Array,
  { decrement }: Covariances,
): number {
  const isHeld = plan.variables.map(
    ({ treatment: { lower, upper } }, v) =>
      (values[v]! <= lower && gradient[v]! < 0) || (values[v]! >= upper && gradient[v]! > 0),
  );
  if (!isHeld.includes(true)) return decrement;
  const moving = (x: Float64Array, v: (i: number) => number) => x.map((y, i) => (isHeld[v(i)] ? 0 : y));
  return covariancesOf(
    shares.map(({ index, own, root }) => ({ index, own, root: moving(root, (ij) => index[ij % index.length]!) })),
    plan.variables.length,
    plan.shared,
    { precision: moving(precision, (v) => v), reach, gradient: moving(gradient, (v) => v) },
  ).decrement;
}

/** What rounding of the values may make of the decrement: Σ(ε x)²H. */
function grainOf(shares: readonly Share[], { precision }: Beside, values: Float64Array): number {
  const weights = values.map((x) => square(Number.EPSILON * x));
  let grain = precision.reduce((sum, p, v) => sum + weights[v]! * p, 0);
  for (const { index, root } of shares) {
    root.forEach((x, ij) => {
      grain += weights[index[ij % index.length]!]! * square(x);
    });
  }
  return grain;
}

/** That the search came to no state at all, and what may help. */
function nothingFound({ traces, variables }: Plan, { input }: PlannedTrace): string {
  const none = "expected parameters of a steady state, with a positive density in every bin, got none";
  if (traces.length === 1) return none;
  const isLight = traces.some(({ model }) => model === "vacuum" || model === "dark");
  const fixed = (["gain", "dark"] as const).filter((name) => !variables.some((variable) => variable.name === name));
  const advice =
    isLight && fixed.length > 0
      ? `the vacuum and dark traces may be at a level that fixed ${fixed.join(" and ")} cannot reach: name ${fixed.length > 1 ? "them" : "it"} in free, beside what else is to be fitted, or say the detection's`
      : "give a start, or each source as much of its system as is about known";
  return `${none} (${input.label}); ${advice}`;
}

/** The model, its information, and the correlation of its sidebands. */
function look(plan: Plan, trace: PlannedTrace, member: Member) {
  const bases = basesOf(trace);
  const found = fillInformation(member, bases);
  if (!found) throw new ArgumentError("start", nothingFound(plan, trace));
  const isLeastSquares = trace.input.errors === "model";
  const { density: fitted, jacobian } = fillModel(member, isLeastSquares ? bases : []);
  const sidebands = sidebandsOf(trace, member);
  const levelOf = (weight: (bin: number) => number) =>
    Float64Array.from(jacobian, (slope) => slope.reduce((sum, x, i) => sum + (weight(i) * x) / fitted[i]!, 0));
  const coherence = sidebands?.coherence;
  return {
    share: shareOf(trace, found.root, sidebands),
    fitted,
    cost: found.cost,
    gradient: found.gradient,
    ...(coherence && { coherence, centre: sidebands!.mirrors.findIndex((mirror, i) => mirror === i) }),
    ...(isLeastSquares && { levels: { u: levelOf(() => 1), w: levelOf((i) => 1 + (coherence?.[i] ?? 0)) } }),
  };
}

/** xᵀMy. */
function product(x: Float64Array, m: Float64Array, y: Float64Array): number {
  const k = x.length;
  return x.reduce((sum, xi, i) => y.reduce((part, yj, j) => part + xi * m[k * i + j]! * yj, sum), 0);
}

/** tr H⁻¹X: what correlated sidebands let the variables take beyond their number. */
function takenBy({ excess }: Share, inverse: Float64Array): number {
  return excess?.reduce((sum, x, ij) => sum + x * inverse[ij]!, 0) ?? 0;
}

/**
 * What the variables take from the deviance of one spectrum among several, H_t its own information: 2 tr H⁻¹(H_t + X_t) − tr H_tC, since
 * the others have their say in where the variables end.
 */
function takenFrom({ root, excess }: Share, { blocks, inverses }: Covariances, t: number): number {
  const [C, inverse] = [blocks[t]!, inverses[t]!];
  const k = Math.sqrt(root.length);
  let taken = 0;
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      let own = 0; // H_t
      for (let m = 0; m <= Math.min(i, j); m++) own += root[k * m + i]! * root[k * m + j]!;
      const ij = k * i + j;
      taken += 2 * inverse[ij]! * (own + (excess?.[ij] ?? 0)) - own * C[ij]!;
    }
  }
  return taken;
}

/**
 * χ² = nΣ(r − 1)² with errors of the model is not stationary where the score is zero: by a shift δ of the variables it changes by
 * −2uᵀδ, u = Σ∂ln S, and δ goes with the skewness of r. Variance 4uᵀCu, and −8uᵀH⁻¹w for the covariance, w = Σ(1 + ρ²)∂ln S.
 */
function varianceOf({ levels }: ReturnType<typeof look>, { blocks, inverses }: Covariances, t: number): number {
  if (!levels) return 0;
  return 4 * product(levels.u, blocks[t]!, levels.u) - 8 * product(levels.u, inverses[t]!, levels.w);
}

/** By what a variable's change is measured: itself, or its error where it may be zero. */
function weightOf(plan: Plan, v: number, values: Float64Array): number {
  const { isLogarithmic } = fitParameters[plan.variables[v]!.name];
  const size = Math.abs(values[v]!);
  return isLogarithmic || size > 0 ? 1 / size : 1;
}

function combinations(plan: Plan, covariances: Covariances, values: Float64Array): UndeterminedCombination[] {
  return covariances.undetermined.map((parts) => {
    const relative = parts.map(({ index, part }) => part * weightOf(plan, index, values));
    const largest = relative.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
    return {
      parts: parts
        .map(({ index, part }, i) => ({
          name: plan.variables[index]!.name,
          change: part / largest,
          relative: relative[i]! / largest,
        }))
        .filter((part) => Math.abs(part.relative) > 1e-4)
        .sort((a, b) => Math.abs(b.relative) - Math.abs(a.relative)),
    };
  });
}

function parametersOf(
  plan: Plan,
  trace: PlannedTrace,
  block: Float64Array,
  { values, start }: Search,
  loose: ReadonlySet<number>,
): FittedParameter[] {
  const ordered = ownFirst(trace);
  const k = ordered.length;
  return trace.treatments
    .filter(({ kind, value }) => kind !== "fixed" || value !== undefined)
    .map(({ name, kind, value, calibration, lower, upper }): FittedParameter => {
      const i = ordered.findIndex((variable) => variable.name === name);
      const { unit } = fitParameters[name];
      if (i < 0) {
        const fixed = { isAtBound: false, isUndetermined: false, isShared: false };
        return { name, value: value!, standardError: Number.NaN, unit, kind, ...fixed };
      }
      const v = ordered[i]!.index;
      const isUndetermined = loose.has(v);
      const x = values[v]!;
      return {
        name,
        value: isUndetermined ? Number.NaN : x,
        standardError: isUndetermined ? Number.POSITIVE_INFINITY : Math.sqrt(block[(k + 1) * i]!),
        unit,
        kind,
        ...(calibration && { calibration }),
        start: start[v]!,
        isAtBound: x <= lower || x >= upper,
        isUndetermined,
        isShared: plan.variables[v]!.trace === undefined,
      };
    });
}

/** The block, NaN where a variable is not determined. */
function covarianceOf(block: Float64Array, isLoose: readonly boolean[]): Float64Array {
  const k = isLoose.length;
  return block.map((x, ij) => (isLoose[Math.floor(ij / k)] || isLoose[ij % k] ? Number.NaN : x));
}

function correlationOf(covariance: Float64Array, k: number): Float64Array {
  return covariance.map((x, ij) => {
    const [i, j] = [Math.floor(ij / k), ij % k];
    return i === j && !Number.isNaN(x) ? 1 : x / Math.sqrt(covariance[(k + 1) * i]! * covariance[(k + 1) * j]!);
  });
}

function sourcesOf(plan: Plan, { spectra, calibrations }: Covariances["sources"][number]): CovarianceSource[] {
  return [
    { name: "spectra", covariance: spectra },
    ...[...calibrations].map(([v, covariance]) => ({ name: plan.variables[v]!.name, covariance })),
  ];
}

function detectionOf(detection: Detection, parameters: readonly FittedParameter[]): Detection {
  const names = detectionNames[detection.detection] as readonly string[];
  const values = parameters.filter(({ name, value }) => names.includes(name) && !Number.isNaN(value));
  return checkDetection({
    ...detection,
    ...Object.fromEntries(values.map(({ name, value }) => [name, Math.max(name === "dark" ? 0 : -Infinity, value)])),
  });
}

/** d = √(n_fit Σ(S_signal/S_total)²), the signal being what the coupling, or the bath's noise, adds to the spectrum. */
function detectabilityOf({ model }: PlannedTrace, member: Member, fitted: Float64Array): number {
  if (model === "vacuum" || model === "dark") return Number.NaN;
  const still =
    model === "thermal"
      ? fillModel({ ...member, base: { ...member.base, gain: 0 } }).density.map((P) => P + member.base.gain * member.base.dark)
      : fillModel({
          ...member,
          setup: member.setup === "superradiant" ? "dicke" : member.setup,
          coupling: "gAB",
          base: { ...member.base, coupling: 0 },
        }).density;
  let sum = 0;
  for (let i = 0; i < fitted.length; i++) {
    const weight = member.hasErrors ? square(member.weights[i]! * fitted[i]!) : member.averages;
    sum += weight * square(1 - still[i]! / fitted[i]!);
  }
  return Math.sqrt(sum);
}
