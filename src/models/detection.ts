// How the noise is measured: which light or motion, with what efficiency, in what units, over what background.

import { ArgumentError, expected, isOneOf, isPlain, refuseHidden, unknownName } from "../errors";

/** What every detection has: P = gain·(light + dark) + background + backgroundSlope·f. */
export interface Recording {
  /** Record's units per unit of the spectrum, such as V² per vacuum; 1 unless given. */
  readonly gain?: number;
  /** Level of the dark detector, in the same units as the light, before the gain; 0 unless given. */
  readonly dark?: number;
  /** White background, in the record's units per Hz; 0 unless given. */
  readonly background?: number;
  /** Its slope, in the record's units per Hz per Hz; 0 unless given. */
  readonly backgroundSlope?: number;
}

/** Homodyne detection of the light's quadrature cos θ q + sin θ p. */
export interface Homodyne extends Recording {
  readonly detection: "homodyne";
  /** θ (rad) against the intracavity mean field; π/2, the phase quadrature, unless given. */
  readonly angle?: number;
  /** η, with the escape efficiency of the cavity; 1 unless given. */
  readonly efficiency?: number;
}

/** Heterodyne detection: both sidebands, f > 0 the blue (anti-Stokes) side. */
export interface Heterodyne extends Recording {
  readonly detection: "heterodyne";
  /** η, with the escape efficiency of the cavity; 1 unless given. */
  readonly efficiency?: number;
}

/** Measurement of an oscillator's position, as in a calibration; the gain gives it its unit. */
export interface Position extends Recording {
  readonly detection: "position";
}

/** How a spectrum is measured. */
export type Detection = Homodyne | Heterodyne | Position;

/** Every parameter of a detection, its value where none is given, and what it may be. */
export const detectionParameters = {
  angle: { otherwise: Math.PI / 2, expectation: "an angle in rad", least: -1e6, greatest: 1e6 },
  efficiency: { otherwise: 1, expectation: "an efficiency from 0 to 1", least: 0, greatest: 1 },
  gain: {
    otherwise: 1,
    expectation: "a positive gain, in the record's units per unit of the spectrum",
    least: 1e-300,
    greatest: 1e300,
  },
  dark: { otherwise: 0, expectation: "a level of zero or more, in the units of the light", least: 0, greatest: 1e300 },
  background: { otherwise: 0, expectation: "a level in the record's units per Hz", least: -1e300, greatest: 1e300 },
  backgroundSlope: {
    otherwise: 0,
    expectation: "a slope in the record's units per Hz per Hz",
    least: -1e300,
    greatest: 1e300,
  },
} as const;

/** A parameter of a detection. */
export type DetectionParameter = keyof typeof detectionParameters;

/** The parameters that each kind of detection has. */
export const detectionNames = {
  homodyne: ["angle", "efficiency", "gain", "dark", "background", "backgroundSlope"],
  heterodyne: ["efficiency", "gain", "dark", "background", "backgroundSlope"],
  position: ["gain", "dark", "background", "backgroundSlope"],
} as const satisfies Record<Detection["detection"], readonly DetectionParameter[]>;

/** Homodyne detection of the phase quadrature, or at any angle. @throws ArgumentError if a parameter is unknown or out of range */
export const homodyne = (parameters: Omit<Homodyne, "detection"> = {}): Homodyne =>
  checkDetection({ ...object(parameters), detection: "homodyne" });

/** Heterodyne detection. @throws ArgumentError if a parameter is unknown or out of range */
export const heterodyne = (parameters: Omit<Heterodyne, "detection"> = {}): Heterodyne =>
  checkDetection({ ...object(parameters), detection: "heterodyne" });

/** Measurement of a position. @throws ArgumentError if a parameter is unknown or out of range */
export const position = (parameters: Omit<Position, "detection"> = {}): Position =>
  checkDetection({ ...object(parameters), detection: "position" });

function object<P>(parameters: P): P {
  if (typeof parameters !== "object" || parameters === null || Array.isArray(parameters)) {
    throw expected("parameters", `an object with ${Object.keys(detectionParameters).join(", ")}`, parameters);
  }
  return parameters;
}

/** The detection, if it is one: known fields only, each a number in its range. */
export function checkDetection<D extends Detection>(detection: D): D {
  if (typeof detection !== "object" || detection === null || detection.detection === undefined) {
    throw expected("detection", "a detection made by homodyne(), heterodyne() or position()", detection);
  }
  const names: readonly string[] | undefined = Object.hasOwn(detectionNames, detection.detection)
    ? detectionNames[detection.detection]
    : undefined;
  if (!names) throw expected("detection.detection", `"homodyne", "heterodyne" or "position"`, detection.detection);
  const values = detection as unknown as Readonly<Record<string, unknown>>;
  for (const name in values) {
    const value = values[name];
    if (name === "detection" || value === undefined) continue;
    if (!isOneOf(names, name)) throw unknownName(`parameter of ${detection.detection}`, name, names);
    const { expectation, least, greatest } = detectionParameters[name as DetectionParameter];
    if (typeof value !== "number" || !(value >= least && value <= greatest)) throw expected(name, expectation, value);
  }
  if (!isPlain(detection)) refuseHidden(detection, names);
  return detection;
}

/** Throws if this source does not send what the detection takes. */
export function checkMatch(model: "optomechanics" | "dicke" | "thermal", { detection }: Detection): void {
  const isPosition = detection === "position";
  if (model === "thermal" && !isPosition) {
    throw new ArgumentError("detection", "a thermal oscillator has no light: use position()");
  }
  if (model !== "thermal" && isPosition) throw new ArgumentError("detection", "position() is for a thermal oscillator");
  if (model === "optomechanics" && detection === "heterodyne") {
    throw new ArgumentError(
      "detection",
      "heterodyne spectra are for the Dicke model: quantum Brownian motion has symmetrised spectra only, use homodyne()",
    );
  }
}
