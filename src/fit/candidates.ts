// Points in parameter space that a spectrum's outline suggests, model by model: few, but one of them leads to the global minimum.

import type { Member } from "../kernels/fit";
import { angleOf } from "./equivalents";
import type { FitParameterName } from "./parameters";
import type { Outline } from "./peaks";

/** Parameters of one candidate; the others stay as they are. */
export type Candidate = { [K in FitParameterName | "cooling"]?: number };

/** What candidates are made of. */
export interface Knowledge {
  readonly outline: Outline;
  /** Base parameters, those not known at the values to be taken where the outline says nothing. */
  readonly base: Member["base"];
  readonly sides: number;
  /** Occupation of the bath plus ½, at the frequency of the highest peak. */
  readonly noise: number;
  /** Whether it is to be found. */
  readonly isFree: (name: FitParameterName) => boolean;
}

const TURN = 2 * Math.PI;
/** Cotangents of half a dozen angles. */
const COTANGENTS = [0, 0.6, -0.6, 3, -3];

/** Candidates of a bare oscillator: a Lorentzian of height gain·sides·(n + ½)/γ. */
export function thermalCandidates({ outline, sides, noise, isFree, base }: Knowledge): Candidate[] {
  const [{ frequency, halfWidth, height }] = outline.peaks as [Outline["peaks"][0]];
  return [1, 0.5, 2].flatMap((part) =>
    (isFree("background") ? [1, 0.1] : [1]).map((level) => {
      const gammaB = isFree("gammaB") ? TURN * halfWidth * part : base.gammaB;
      const signal = Math.max(height - outline.floor, 0.1 * height);
      const amplitude = (signal * gammaB) / (sides * noise * base.gain);
      return {
        omegaB: TURN * frequency,
        gammaB,
        background: outline.floor * level,
        ...strengthened({ isFree, base }, amplitude, ["gain", "nThermalB", "temperatureB"]),
      };
    }),
  );
}

/** Candidates of the Dicke model: the soft mode at ω_b√(1 − x). */
export function dickeCandidates(
  { outline, base, isFree }: Knowledge,
  isSuperradiant: boolean,
  isHomodyne: boolean,
): Candidate[] {
  const [{ frequency, halfWidth }] = outline.peaks as [Outline["peaks"][0]];
  const { dark, efficiency } = base;
  const soft = TURN * frequency;
  const ratios = isSuperradiant
    ? [1.003, 1.03, 1.1, 1.3, 1.7, 2.5, 4]
    : [0.02, 0.1, 0.3, 0.5, 0.7, 0.85, 0.93, 0.97, 0.99, 0.998];
  const apparent = 1 - (soft / base.omegaB) * (soft / base.omegaB);
  if (!isSuperradiant && apparent > 0) ratios.push(apparent);
  const vacuum = isHomodyne ? 0.5 : 1;
  const gain = isFree("gain") ? outline.floor / (vacuum + dark) : base.gain;
  const widths = isFree("gammaB")
    ? [0.3, 1, 3].map((part) => part * TURN * halfWidth).concat(0.1 * base.omegaB)
    : [base.gammaB];
  const efficiencies = isFree("efficiency") ? [0.9, 0.3, 0.05] : [efficiency];
  const angles = isHomodyne && isFree("angle") ? COTANGENTS : [undefined];
  return ratios.flatMap((ratio) =>
    widths.flatMap((gammaB) =>
      efficiencies.flatMap((eta) =>
        angles.map((cotangent) => ({
          couplingRatioSquared: ratio,
          gammaB,
          omegaB: isSuperradiant ? soft / Math.sqrt(ratio * ratio - 1 || 1) : soft / Math.sqrt(1 - ratio),
          omegaA: 1000 * soft,
          kappaA: 100 * soft,
          efficiency: eta,
          gain,
          background: isFree("gain") ? 0 : outline.floor - gain * (vacuum + dark),
          ...(cotangent !== undefined && { angle: angleOf(cotangent) }),
        })),
      ),
    ),
  );
}

/**
 * Candidates of optomechanics. The narrowest pole s = −γ₁ − iω₁ is read off the highest peak; with κ, ω_a and γ given,
 * D_aD_b = g²ω_aω_b there fixes g and ω_b, and the height of the peak fixes one factor of its strength γ(n + ½)·η·gain.
 */
export function optomechanicalCandidates(knowledge: Knowledge): Candidate[] {
  const { outline, base, isFree } = knowledge;
  const [first, second] = outline.peaks;
  const pole = { omega: TURN * Math.max(first!.frequency, first!.halfWidth), width: TURN * first!.halfWidth };
  const { omega, width } = pole;
  const other = second && TURN * second.frequency;
  const together = second ? [width + TURN * second.halfWidth] : [];
  const kappas = isFree("kappaA")
    ? [0.03, 0.1, 0.3, 0.8].map((part) => part * omega).concat(together, 2 * width)
    : [base.kappaA];
  const detunings = isFree("omegaA")
    ? [0.5, 0.8, 1, 1.3, 2, -0.4, -1, -2].map((part) => part * omega).concat(other ? [other] : [])
    : [base.omegaA];
  const gains =
    isFree("gain") && isFree("gammaB") ? [1, 0.1].map((part) => (2 * part * outline.floor) / knowledge.sides) : [base.gain];
  const found: Candidate[] = [];
  for (const kappaA of kappas) {
    for (const omegaA of detunings) {
      for (const zero of isFree("angle") ? [0.3, 1, 4] : [undefined]) {
        for (const gain of gains) {
          const cotangent = zero === undefined ? undefined : (zero * omega - kappaA) / omegaA;
          const angle = cotangent === undefined ? base.angle : angleOf(cotangent);
          const candidate = withPole(knowledge, pole, { kappaA, omegaA, angle, gain }, cotangent);
          if (candidate) found.push({ ...candidate, background: 0 });
        }
      }
    }
  }
  return found;
}

function withPole(
  { outline, base, sides, noise, isFree }: Knowledge,
  { omega, width }: { omega: number; width: number },
  { kappaA, omegaA, angle, gain }: { kappaA: number; omegaA: number; angle: number; gain: number },
  cotangent = 0,
): Candidate | undefined {
  // sin² = 1/(1 + cot²); (ω_a cot + κ)² + ω²
  const offset = omegaA * cotangent + kappaA;
  const shape = (offset * offset + omega * omega) / (1 + cotangent * cotangent);
  const isRed = omegaA > 0 === kappaA > width;
  let gammaB = isFree("gammaB") ? (isRed ? 0.03 : 2) * width : base.gammaB;
  let candidate: Candidate | undefined;
  for (let round = 0; round < 2; round++) {
    const re = (kappaA - width) * (kappaA - width) - omega * omega + omegaA * omegaA;
    const im = 2 * (kappaA - width) * omega;
    const part = (width - gammaB) / (kappaA - width);
    const product = (re * re + im * im) * part; // g²ω_aω_b
    const square = re * part + omega * omega - width * width + 2 * gammaB * width;
    if (!(square > 0 && product / omegaA > 0)) return candidate;
    const omegaB = Math.sqrt(square);
    const gAB = Math.sqrt(product / (omegaA * omegaB));
    // |D_aD_b − g²ω_aω_b|² on the real axis
    const aRe = kappaA * kappaA + omegaA * omegaA - omega * omega;
    const aIm = -2 * kappaA * omega;
    const bRe = square - omega * omega;
    const bIm = -2 * gammaB * omega;
    const dRe = aRe * bRe - aIm * bIm - product;
    const dIm = aRe * bIm + aIm * bRe;
    const driven = (8 * kappaA * gAB * gAB * square * shape) / (dRe * dRe + dIm * dIm);
    const amplitude = outline.peaks[0]!.height / (sides * gain * base.efficiency * noise * driven);
    const names = ["gammaB", "nThermalB", "temperatureB", "efficiency", "gain"] as const;
    const strength = strengthened(
      { isFree, base: { ...base, gain, gammaB: 1 } },
      amplitude / (isFree("gammaB") ? 1 : base.gammaB),
      names,
    );
    candidate = { kappaA, omegaA, angle, gAB, omegaB, gain, ...strength };
    if (!isFree("gammaB")) break;
    gammaB = isRed ? Math.min(strength.gammaB!, 0.9 * width) : Math.max(1.1 * width, Math.min(strength.gammaB!, 20 * width));
  }
  return candidate;
}

/** The first free one of these parameters times a factor. */
function strengthened(
  { isFree, base }: Pick<Knowledge, "isFree" | "base">,
  factor: number,
  names: readonly ("gammaB" | "gain" | "nThermalB" | "temperatureB" | "efficiency")[],
): Candidate {
  const name = names.find((each) => isFree(each));
  if (!name) return {};
  const value = name === "nThermalB" || name === "temperatureB" ? base.bathB : base[name];
  return { [name]: value * factor };
}
