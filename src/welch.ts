import { averagesOf } from "./data/averages";
import type { NoiseSpectrum } from "./data/noise-spectrum";
import type { TimeRecord } from "./data/time-record";
import { checkWindow, type Window } from "./data/window";
import { ArgumentError, checkOptions, expected } from "./errors";
import { fillPeriodogram, fillPeriodogramSums, fillSumsSize, type Samples, type Segmentation } from "./kernels/periodograms";
import { fillWindow } from "./kernels/window";

/** Options of `welch` and `welchStream`. */
export interface WelchOptions extends Partial<Window> {
  /** Samples a segment, 8 to 2²²: bins are 1/(length·interval) apart. Any length will do; those with a prime factor above 5 take about six times as long. */
  readonly length: number;
  /** Part of a segment that it shares with the next, 0 to 0.95, whole samples of it; 0.5 unless given. */
  readonly overlap?: number;
  /** What is taken off each segment before it is windowed: its mean (`"constant"`, unless said), a straight line, or nothing. */
  readonly detrend?: "none" | "constant" | "linear";
  /** Whether the density of a real record counts one sign of f or both (`"one"`, unless said); a complex one's is two-sided. */
  readonly sides?: "one" | "two";
}

/** A spectrum in the making: samples go in piece by piece, and memory does not grow. */
export interface WelchStream {
  /**
   * Takes the next samples, any number of them.
   *
   * @throws ArgumentError if imaginary parts are missing, too many, or of a real record; if a sample is not finite, here or later
   */
  add(chunk: Samples): void;
  /** Whole segments so far. */
  readonly segments: number;
  /** Samples behind the last whole segment, which the spectrum does not show. */
  readonly left: number;
  /**
   * The spectrum of all segments so far; more samples may follow.
   *
   * @throws ArgumentError if there is no whole segment, a sample is not finite, or all are the same
   */
  spectrum(): NoiseSpectrum;
}

const LONGEST = 2 ** 22;
/** Records whose segments leave nothing, by what is taken off them. */
const nothing = {
  none: "zero in every sample",
  constant: "the same number in every sample of a segment",
  linear: "straight lines in all segments",
} as const;
/** Samples whose segments are transformed at once: as many as the caches hold, but four segments at least. */
const AT_ONCE = 1 << 16;
const known = ["length", "overlap", "window", "beta", "detrend", "sides"];

/**
 * The power spectral density of a record, averaged over overlapping windowed segments (Welch, IEEE Trans. Audio Electroacoust. 15, 70 (1967)):
 * P_k = dt/(K Σw²) Σ_segments |Σ_t w_t x_t e^{−2πikt/L}|² at f = k/(L dt), in the record's unit squared per Hz; f = 0 … 1/2dt of a real record,
 * −1/2dt … 1/2dt of a complex one. A one-sided density is twice that, but at f = 0 and 1/2dt. The spectrum carries both numbers of averages,
 * n_bin = K²/Σ_jj′ρ² for plots and goodness of fit, and n_fit = K²(Σw²)²/(L Σ_jj′ Σ_t w_t² w²_{t+(j−j′)·step}) for the likelihood (39 Hann
 * segments, half overlapped: 37.0 and 18.5), and its window and sampling, which `fit` lets its model follow.
 *
 * @param record samples at equal intervals, as from `simulate` or `collectRecord`
 * @throws ArgumentError if an argument is not as described, or the record is shorter than a segment
 */
export function welch(record: TimeRecord, options: WelchOptions): NoiseSpectrum {
  checkRecord(record);
  const stream = welchStream({ interval: record.interval, isComplex: record.imaginary !== undefined }, options);
  stream.add(record);
  return stream.spectrum();
}

/**
 * The spectrum of `welch`, to the bit, of a record that comes in pieces of any size: for records larger than memory.
 *
 * @param sampling time from sample to sample (s), and whether samples are complex
 * @throws ArgumentError if an argument is not as described
 */
export function welchStream(
  sampling: { readonly interval: number; readonly isComplex?: boolean },
  options: WelchOptions,
): WelchStream {
  const cut = cutOf(sampling, options);
  const { segmentation, interval } = cut;
  const { length, step, window } = segmentation;
  const segments = new SegmentSums(segmentation);
  return {
    add: (chunk) => segments.add(chunk),
    get segments() {
      return segments.count;
    },
    get left() {
      return segments.left;
    },
    spectrum: () => {
      const { count } = segments;
      if (count === 0) throw expected("record", `at least one segment of ${length} samples`, segments.left);
      const { frequency, density } = densityOf(cut, segments.total(), count);
      if (!density.some((P) => P > 0))
        throw new ArgumentError("record", `expected one that varies, got ${nothing[segmentation.detrend]}`);
      return {
        frequency,
        density,
        averages: averagesOf(window, step, count),
        sides: cut.sides,
        response: { interval, length, ...cut.shape },
      };
    },
  };
}

/** Segments, each by itself. */
export interface SegmentSpectra {
  /** Hz. */
  readonly frequency: Float64Array;
  readonly segments: number;
  /** Segments that share samples with a given one behind it. */
  readonly overlapping: number;
  /** The density of one. */
  readonly density: (segment: number) => Float64Array;
}

/**
 * The periodograms of a record's segments one by one, whose mean is the density of `welch`.
 *
 * @throws ArgumentError as `welch` does
 */
export function segmentSpectra(record: TimeRecord, options: WelchOptions): SegmentSpectra {
  checkRecord(record);
  const { samples, imaginary, interval } = record;
  const cut = cutOf({ interval, isComplex: imaginary !== undefined }, options);
  const { length, step } = cut.segmentation;
  const whole = new SegmentSums(cut.segmentation);
  whole.add(record);
  const segments = whole.count;
  if (segments === 0) throw expected("record", `at least one segment of ${length} samples`, samples.length);
  const { frequency } = densityOf(cut, whole.total(), segments);
  return {
    frequency,
    segments,
    overlapping: Math.ceil(length / step) - 1,
    density: (segment) => {
      const part = (column: Float64Array) => column.subarray(segment * step, segment * step + length);
      const sums = new Float64Array(fillSumsSize(length));
      const own = { samples: part(samples), ...(imaginary && { imaginary: part(imaginary) }) };
      fillPeriodogramSums(cut.segmentation, [own], 1, sums);
      return densityOf(cut, sums, 1).density;
    },
  };
}

function checkRecord(record: unknown): void {
  if (typeof record !== "object" || record === null || ArrayBuffer.isView(record)) {
    throw expected("record", "an object with samples and interval", record);
  }
}

/** How a record is cut, checked. */
interface Cut {
  readonly segmentation: Segmentation;
  readonly shape: Window;
  readonly interval: number;
  readonly sides: "one" | "two";
}

/** @throws ArgumentError if the sampling or an option is not as described */
function cutOf(sampling: { readonly interval: number; readonly isComplex?: boolean }, options: WelchOptions): Cut {
  checkOptions(options, known);
  if (typeof sampling !== "object" || sampling === null)
    throw expected("sampling", "an object with interval (s), and isComplex of complex samples", sampling);
  const { interval, isComplex = false } = sampling;
  if (!(typeof interval === "number" && interval > 0 && interval < 1e20))
    throw expected("interval", "a positive time in s", interval);
  if (typeof isComplex !== "boolean") throw expected("isComplex", "true or false", isComplex);
  const { length, overlap = 0.5, window = "hann", beta, detrend = "constant", sides = isComplex ? "two" : "one" } = options;
  if (!(Number.isInteger(length) && length >= 8 && length <= LONGEST)) {
    throw expected("length", `a whole number of samples a segment, 8 to ${LONGEST}`, length);
  }
  if (!(typeof overlap === "number" && overlap >= 0 && overlap <= 0.95))
    throw expected("overlap", "a part of a segment, 0 to 0.95", overlap);
  const shape: Window = { window, ...(beta !== undefined && { beta }) };
  checkWindow(shape);
  if (detrend !== "none" && detrend !== "constant" && detrend !== "linear") {
    throw expected("detrend", `"none", "constant" or "linear"`, detrend);
  }
  if (sides !== "one" && sides !== "two") throw expected("sides", `"one" or "two"`, sides);
  if (isComplex && sides === "one") throw expected("sides", `"two" for a complex record, whose two sides differ`, sides);
  const weights = new Float64Array(length);
  fillWindow(shape, weights);
  const step = length - Math.floor(overlap * length * (1 + 1e-12));
  const segmentation: Segmentation = { length, step, window: weights, detrend, isComplex };
  return { segmentation, shape, interval, sides };
}

/** The periodograms of a record's segments so far, and the samples whose segments are yet to be transformed. */
class SegmentSums {
  readonly #segmentation: Segmentation;
  readonly #sums: Float64Array;
  /** Segments that are transformed at once: whole vectors of them, so that sums do not depend on how samples come. */
  readonly #most: number;
  /** Samples that these take. */
  readonly #size: number;
  readonly #real: Float64Array;
  readonly #imaginary: Float64Array | undefined;
  #done = 0;
  #filled = 0;

  constructor(segmentation: Segmentation) {
    const { length, step, isComplex } = segmentation;
    this.#segmentation = segmentation;
    this.#sums = new Float64Array(fillSumsSize(length));
    this.#most = 4 * Math.ceil(AT_ONCE / (4 * step));
    this.#size = (this.#most - 1) * step + length;
    this.#real = new Float64Array(this.#size);
    this.#imaginary = isComplex ? new Float64Array(this.#size) : undefined;
  }

  /** Whole segments in the buffer. */
  get #waiting(): number {
    const { length, step } = this.#segmentation;
    return this.#filled < length ? 0 : Math.floor((this.#filled - length) / step) + 1;
  }

  get count(): number {
    return this.#done + this.#waiting;
  }

  get left(): number {
    const { length, step } = this.#segmentation;
    const waiting = this.#waiting;
    // what the last segment shares with the next has been seen
    return waiting > 0 ? this.#filled - (waiting - 1) * step - length : this.#filled - (this.#done > 0 ? length - step : 0);
  }

  add(chunk: Samples): void {
    if (typeof chunk !== "object" || chunk === null) throw expected("chunk", "an object with samples", chunk);
    const { samples, imaginary } = chunk;
    if (!(samples instanceof Float64Array)) throw expected("samples", "a Float64Array", samples);
    if ((imaginary !== undefined) !== this.#segmentation.isComplex) {
      throw expected(
        "imaginary",
        this.#segmentation.isComplex ? "imaginary parts, too" : "nothing, as the record is real",
        imaginary,
      );
    }
    if (imaginary && !(imaginary instanceof Float64Array && imaginary.length === samples.length)) {
      throw expected("imaginary", `a Float64Array of as many numbers as samples, ${samples.length}`, imaginary);
    }
    let from = 0;
    for (let to = this.#size - this.#filled; to <= samples.length; to = from + this.#size - this.#filled) {
      this.#flush(partOf(chunk, from, to));
      from = to;
    }
    this.#keep(partOf(chunk, from, samples.length));
  }

  /** Samples that are kept. */
  get #kept(): Samples {
    return partOf({ samples: this.#real, ...(this.#imaginary && { imaginary: this.#imaginary }) }, 0, this.#filled);
  }

  #keep({ samples, imaginary }: Samples): void {
    this.#real.set(samples, this.#filled);
    if (imaginary) this.#imaginary!.set(imaginary, this.#filled);
    this.#filled += samples.length;
  }

  /** Transforms the segments of what is kept and of these, just enough; what they share with the next is kept. */
  #flush(last: Samples): void {
    this.#addTo(this.#sums, this.#most, [this.#kept, last]);
    const first = this.#most * this.#segmentation.step;
    for (const buffer of [this.#real, this.#imaginary]) buffer?.copyWithin(0, first, this.#filled);
    const from = Math.max(0, first - this.#filled);
    this.#filled = Math.max(0, this.#filled - first);
    this.#keep(partOf(last, from, last.samples.length));
    this.#done += this.#most;
  }

  #addTo(sums: Float64Array, count: number, parts: readonly Samples[]): void {
    fillPeriodogramSums(this.#segmentation, parts, count, sums);
    // a sample that is none is seen in every bin
    if (!Number.isFinite(sums[0]! + sums[1]!)) this.#explain(parts);
  }

  /** @throws ArgumentError */
  #explain(parts: readonly Samples[]): never {
    let place = this.#done * this.#segmentation.step;
    for (const part of parts) {
      for (const [argument, numbers] of Object.entries(part)) {
        const wrong = (numbers as Float64Array).findIndex((x) => !Number.isFinite(x));
        if (wrong >= 0) throw expected(`${argument}[${place + wrong}]`, "a finite number", numbers[wrong]);
      }
      place += part.samples.length;
    }
    throw new ArgumentError("samples", "have powers beyond double precision; scale them down");
  }

  /** The sums with those in the buffer, which stay there. */
  total(): Float64Array {
    const sums = this.#sums.slice();
    const waiting = this.#waiting;
    if (waiting > 0) this.#addTo(sums, waiting, [this.#kept]);
    return sums;
  }
}

/** Samples `from` to `to`. */
const partOf = ({ samples, imaginary }: Samples, from: number, to: number): Samples => ({
  samples: samples.subarray(from, to),
  ...(imaginary && { imaginary: imaginary.subarray(from, to) }),
});

/** Frequencies (Hz) in their order and densities of them, from the sums of `count` segments. */
function densityOf(
  { segmentation, interval, sides }: Cut,
  sums: Float64Array,
  count: number,
): { frequency: Float64Array; density: Float64Array } {
  const scale = interval / (count * segmentation.window.reduce((sum, w) => sum + w * w, 0));
  const { length, isComplex } = segmentation;
  const powers = new Float64Array(isComplex ? length : Math.floor(length / 2) + 1);
  fillPeriodogram(segmentation, sums, powers);
  // −L/2 … of a complex record
  const first = isComplex ? -Math.floor(length / 2) : 0;
  const frequency = powers.map((_, i) => (first + i) / (length * interval));
  const density = powers.map((_, i) => {
    const k = first + i;
    const isTwice = sides === "one" && k > 0 && 2 * k < length;
    return powers[k < 0 ? k + length : k]! * (isTwice ? 2 * scale : scale);
  });
  return { frequency, density };
}
