// What a fit says of itself in words.

import { plain } from "../data/notation";
import { hasSteadyState } from "../fitted-steady-state";
import { steadyState } from "../steady-state";
import { fitParameters } from "./parameters";
import type { PlannedTrace } from "./plan";
import type { Fit, UndeterminedCombination } from "./result";
import type { Search } from "./solve";

// assembly/fit/minimize.ts
const CONVERGED = 0;
const TOO_MANY_STEPS = 1;
export const STUCK = 2;
/** Square of a step, in standard errors, that rounding excuses. */
const NEAR = 1e-8;

/** Whether the search ended at a stationary point, as far as the values' rounding lets it (`grain`), and a sentence. */
export function verdictOf(
  search: Search,
  undetermined: readonly UndeterminedCombination[],
  grain = 0,
): { isConverged: boolean; verdict: string } {
  const { verdict, steps, decrement } = search;
  const far = `${Number(Math.sqrt(decrement).toPrecision(2))} standard errors`;
  // along what the data do not determine rounding moves the search for ever; where values cannot be told finer it ends early
  const isNear = decrement < (undetermined.length > 0 ? NEAR : Math.max(1e-12, Math.min(NEAR, grain)));
  const isAsNearAsCan = undetermined.length > 0 && isNear;
  if ((verdict !== CONVERGED && !isAsNearAsCan) || !isNear) {
    const why =
      verdict === CONVERGED
        ? `the search ended ${far} from a stationary point, along what the data hardly determine`
        : verdict === TOO_MANY_STEPS
          ? `no end after ${steps} steps, the next one would be ${far}`
          : verdict === STUCK
            ? `stuck ${far} from a stationary point: no step lowers −ln L`
            : "the start has no steady state, or a density that is not positive";
    return { isConverged: false, verdict: `Not converged: ${why}.` };
  }
  if (undetermined.length > 0) {
    return {
      isConverged: true,
      verdict: `Converged in ${steps} steps, but the data do not determine ${undetermined.map(sentenceOf).join("; nor ")}.`,
    };
  }
  return { isConverged: true, verdict: `Converged in ${steps} steps; the gradient is zero to ${far}.` };
}

/** `gain, efficiency and background apart: changing them by 1 %, −1.7 % and −0.4 % leaves the spectrum as it is`. */
export function sentenceOf({ parts }: UndeterminedCombination): string {
  const list = (items: readonly string[]) =>
    items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
  if (parts.length === 1) return `${parts[0]!.name}: it leaves the spectrum as it is`;
  const changes = parts.map(({ name, change, relative }) =>
    fitParameters[name].isLogarithmic || Math.abs(relative) < 1e3
      ? `${Number((relative === 0 ? 0 : relative).toPrecision(3))} %`
      : `${change.toPrecision(3)}`,
  );
  return `${list(parts.map(({ name }) => name))} apart: changing them by ${list(changes)} leaves the spectrum as it is`;
}

/** What the user should know before believing a fit. */
export function warningsOf(fit: Omit<Fit, "warnings">, trace: PlannedTrace, rivals: readonly Float64Array[]): string[] {
  return [
    ...undeterminedWarnings(fit),
    ...rivalWarnings(fit, trace, rivals),
    ...goodnessWarnings(fit),
    ...unitWarnings(fit, trace),
    ...boundWarnings(fit),
    ...sensitivityWarnings(fit),
    ...detectionWarnings(fit),
    ...bandWarnings(fit, trace),
  ];
}

function undeterminedWarnings({ undetermined, parameters }: Omit<Fit, "warnings">): string[] {
  const loose = parameters.filter(
    ({ isUndetermined, standardError, value, name }) =>
      !isUndetermined && fitParameters[name].isLogarithmic && standardError > Math.abs(value),
  );
  return [
    ...undetermined.map((combination) => `the data do not determine ${sentenceOf(combination)}`),
    ...loose.map(
      ({ name, standardError, value }) =>
        `${name} is hardly determined: its standard error is ${(standardError / Math.abs(value)).toPrecision(2)} times its value`,
    ),
  ];
}

/** Standard errors between two minima that are not the same. */
const APART = 3;

function rivalWarnings(
  { parameters }: Omit<Fit, "warnings">,
  { variables }: PlannedTrace,
  rivals: readonly Float64Array[],
): string[] {
  const names = new Set<string>();
  const points = new Set<string>();
  for (const values of rivals) {
    const moved = variables.flatMap(({ name, index }) => {
      const { value, standardError, unit } = parameters.find((parameter) => parameter.name === name)!;
      let away = Math.abs(values[index]! - value);
      if (name === "angle") away = Math.min(away % Math.PI, Math.PI - (away % Math.PI));
      if (!(away > APART * standardError)) return [];
      names.add(name);
      if (unit === "rad/s") return [`${name}/2π = ${format(values[index]! / (2 * Math.PI))}`];
      return [`${name} = ${values[index]!.toPrecision(3)} ${unit}`.trimEnd()];
    });
    if (moved.length > 0) points.add(moved.join(", "));
  }
  const [first, ...others] = points;
  if (first === undefined) return [];
  const many = others.length === 0 ? "another point fits as well" : `${points.size} other points fit as well, one`;
  return [`${many} with ${first}: bound or calibrate what is known of ${[...names].join(", ")}`];
}

/** A probability of the deviance that is no accident. */
const UNLIKELY = 1e-4;

function goodnessWarnings({ probability, spectrum }: Omit<Fit, "warnings">): string[] {
  if (probability > 1 - UNLIKELY) {
    const law = Number.isNaN(spectrum.averages.bin) ? "the errors say" : `${plain(spectrum.averages.bin)} averages let them`;
    return [`the data scatter less than ${law}: are they exact, smoothed, or in decibels?`];
  }
  if (!(probability < UNLIKELY)) return [];
  return [
    `the model does not describe the data (probability ${plain(Number(probability.toPrecision(2)))} of a deviance as large): what follows from it, errors included, is not to be relied on`,
  ];
}

/** How far off the level of a spectrum, or a rate that was known, only a unit can be. */
const FAR = { level: 10, rate: 3 };

function unitWarnings({ density, fitted, parameters }: Omit<Fit, "warnings">, { treatments }: PlannedTrace): string[] {
  const isFar = (ratio: number, factor: number) => ratio > factor || ratio < 1 / factor;
  const isGainFitted = parameters.some(({ name, kind }) => name === "gain" && kind !== "fixed");
  const level = isGainFitted ? 1 : medianOf(density, fitted);
  if (isFar(level, FAR.level)) {
    const part = plain(Number(level.toPrecision(2)));
    return [
      `the spectrum lies at ${part} of the fit's level: if its unit is not that of the vacuum noise, say gain, or have it fitted`,
    ];
  }
  return treatments.flatMap(({ name, kind, value }) => {
    if (kind !== "free" || value === undefined || (name !== "omegaB" && name !== "kappaA")) return [];
    const found = parameters.find((parameter) => parameter.name === name);
    if (!found || found.isUndetermined || !isFar(found.value / value, FAR.rate)) return [];
    const [is, was] = [found.value, value].map((rate) => format(rate / (2 * Math.PI)));
    return [`${name}/2π is ${is}, far from the ${was} that was known: are the frequencies in Hz?`];
  });
}

/** The median ratio where it is far from one; else one. */
function medianOf(density: Float64Array, fitted: Float64Array): number {
  let far = 0;
  for (let i = 0; i < density.length; i++) {
    const ratio = density[i]! / fitted[i]!;
    if (!(ratio <= FAR.level && ratio >= 1 / FAR.level)) far++;
  }
  return 2 * far < density.length ? 1 : density.map((P, i) => P / fitted[i]!).sort()[density.length >> 1]!;
}

function boundWarnings({ parameters }: Omit<Fit, "warnings">): string[] {
  return parameters.flatMap(({ name, kind, isAtBound, value, start, isUndetermined }) => {
    if (kind === "fixed" || isUndetermined) return [];
    if (isAtBound) return [`${name} is at a bound, ${value}: its error is that of a parameter that may cross it`];
    return kind === "free" && value === start ? [`${name} never moved from where the search began`] : [];
  });
}

/** |∂ lnΠ/∂ ln p| of a parameter that does not matter. */
const INSENSITIVE = 0.1;

const signed = (x: number): string => x.toFixed(2).replace("-", "−");

function sensitivityWarnings({ fixedSensitivities }: Omit<Fit, "warnings">): string[] {
  return fixedSensitivities
    .filter(({ direct, refitted }) => Math.abs(direct) > INSENSITIVE || Math.abs(refitted) > INSENSITIVE)
    .map(({ name, direct, refitted }) => {
      const said = `Π depends on ${name}, which is fixed: ∂lnΠ/∂ln ${name} = ${signed(direct)}`;
      const advice = "calibrate it to have its error in that of Π";
      if (Number.isNaN(refitted)) return `${said}; ${advice}`;
      const again = `${signed(refitted)} with the fit redone`;
      return Math.abs(refitted) > INSENSITIVE
        ? `${said}, ${again}; ${advice}`
        : `${said}, but ${again}: the fit makes up for it`;
    });
}

function detectionWarnings({ detectability: d, model }: Omit<Fit, "warnings">): string[] {
  if (Number.isNaN(d) || d >= 10) return [];
  const what = model === "thermal" ? "the oscillator" : "the coupling";
  if (d >= 5)
    return [
      `${what} is seen, but weakly (detectability ${d.toFixed(1)}, below 10): a profile serves better than ± standard error`,
    ];
  return [`${what} is not detected (detectability ${d.toFixed(1)}, below 5): quote an upper limit, not a value`];
}

function bandWarnings(fit: Omit<Fit, "warnings">, { bins }: PlannedTrace): string[] {
  const { frequency } = bins;
  const low = Math.min(...[frequency[0]!, frequency.at(-1)!].map(Math.abs));
  const lowest = frequency[0]! <= 0 && frequency.at(-1)! >= 0 ? 0 : low;
  const highest = Math.max(Math.abs(frequency[0]!), Math.abs(frequency.at(-1)!));
  return modesOf(fit).flatMap(({ name, centre, width }) => {
    if (centre < lowest - width || centre > highest + width) {
      return [`the ${name} mode at ${format(centre)} lies outside the band of ${format(lowest)} to ${format(highest)}`];
    }
    const spacing = spacingAt(frequency, centre);
    if (spacing > width / 4) {
      // left out rather than coarse
      if (spacing > (4 * (frequency.at(-1)! - frequency[0]!)) / frequency.length) {
        return [`a gap of ${format(spacing)} hides the ${name} mode, ${format(width)} wide: what is there is the model's word`];
      }
      return [
        `bins of ${format(spacing)} are too wide for the ${name} mode, ${format(width)} wide: a quarter of its width is the most`,
      ];
    }
    return [];
  });
}

const format = (f: number): string => {
  const size = Math.abs(f);
  const [factor, unit, digits] = size >= 1e6 ? [1e6, "MHz", 4] : size >= 1e3 ? [1e3, "kHz", 4] : ([1, "Hz", 3] as const);
  return `${(f / factor).toPrecision(digits).replace("-", "−")} ${unit}`;
};

/** The spacing of the bins on both sides of a frequency, of that sign where it is less; beyond the band, of the bins at its end. */
function spacingAt(frequency: Float64Array, centre: number): number {
  let nearest = Number.POSITIVE_INFINITY;
  let spacing = Number.POSITIVE_INFINITY;
  for (let i = 1; i < frequency.length; i++) {
    const low = frequency[i - 1]!;
    const high = frequency[i]!;
    for (let f = centre, sign = 0; sign < 2; sign++, f = -centre) {
      const distance = f < low ? low - f : f > high ? f - high : 0;
      if (distance < nearest) spacing = high - low;
      else if (distance === nearest) spacing = Math.min(spacing, high - low);
      nearest = Math.min(nearest, distance);
    }
  }
  return spacing;
}

/**
 * The modes that a spectrum is to show: frequency and full width (Hz). The faster damped one, the cavity's, only matters if its
 * parameters are fitted: the light of a BEC's cavity lies far outside any band.
 */
function modesOf({ system, model, names }: Omit<Fit, "warnings">): { name: string; centre: number; width: number }[] {
  if (model === "vacuum" || model === "dark") return [];
  if (system.model === "thermal") {
    if (Number.isNaN(Number(system.omegaB) + Number(system.gammaB))) return [];
    return [{ name: "mechanical", centre: Number(system.omegaB) / (2 * Math.PI), width: Number(system.gammaB) / Math.PI }];
  }
  if (!hasSteadyState(system)) return [];
  const { normalModeFrequencies, normalModeDampings } = steadyState(system as never, {
    outputs: ["normalModeFrequencies", "normalModeDampings"],
  }) as unknown as { normalModeFrequencies: Float64Array; normalModeDampings: Float64Array };
  const slow = normalModeDampings[0]! < normalModeDampings[1]! ? 0 : 1;
  const isCavityFitted = names.includes("omegaA") || names.includes("kappaA");
  return (isCavityFitted ? [slow, 1 - slow] : [slow]).map((i) => ({
    name: i === slow ? "slower" : "faster",
    centre: normalModeFrequencies[i]! / (2 * Math.PI),
    width: normalModeDampings[i]! / Math.PI,
  }));
}
