// What a spectrum shows at a glance: its floor, its highest peak, and a second one if there is.
// Running means are as wide as the peak allows, as a bin alone scatters by 1/√n.

/** A maximum of a spectrum. */
export interface Peak {
  /** Hz. */
  readonly frequency: number;
  /** Half width at half height (Hz). */
  readonly halfWidth: number;
  readonly height: number;
  /** Its bin, and its half width in bins. */
  readonly bin: number;
  readonly bins: number;
}

/** Floor and peaks of a spectrum, the highest first. */
export interface Outline {
  readonly floor: number;
  readonly peaks: readonly Peak[];
}

/** The outline of a density (ascending frequencies). */
export function outlineOf(frequency: Float64Array, density: Float64Array): Outline {
  const floor = floorOf(density);
  const sums = sumsOf(density);
  let smooth = density;
  let best = peakAt(frequency, smooth, highest(smooth), floor);
  for (let width = 3; width < density.length / 8; width = 2 * width - 1) {
    const wider = runningMean(sums, width);
    const peak = peakAt(frequency, wider, highest(wider), floor);
    if (peak.bins < width) break;
    smooth = wider;
    best = peak;
  }
  const second = secondOf(frequency, smooth, best, floor);
  return { floor, peaks: second ? [best, second] : [best] };
}

/** The lowest of the means of 32 parts. */
function floorOf(density: Float64Array): number {
  const size = Math.max(1, Math.floor(density.length / 32));
  let floor = Number.POSITIVE_INFINITY;
  for (let first = 0; first + size <= density.length; first += size) {
    let sum = 0;
    for (let i = first; i < first + size; i++) sum += density[i]!;
    floor = Math.min(floor, sum / size);
  }
  return floor;
}

function highest(density: Float64Array): number {
  let at = 0;
  for (let i = 1; i < density.length; i++) if (density[i]! > density[at]!) at = i;
  return at;
}

function peakAt(frequency: Float64Array, density: Float64Array, bin: number, floor: number): Peak {
  const height = density[bin]!;
  const half = (height + Math.min(floor, height)) / 2;
  let left = bin;
  let right = bin;
  while (left > 0 && density[left]! > half) left--;
  while (right < density.length - 1 && density[right]! > half) right++;
  return {
    frequency: Math.abs(frequency[bin]!),
    halfWidth: (frequency[right]! - frequency[left]!) / 2,
    height,
    bin,
    bins: (right - left) / 2,
  };
}

/** Of the first 0, 1, 2 … bins. */
function sumsOf(density: Float64Array): Float64Array {
  const sums = new Float64Array(density.length + 1);
  for (let i = 0; i < density.length; i++) sums[i + 1] = sums[i]! + density[i]!;
  return sums;
}

function runningMean(sums: Float64Array, width: number): Float64Array {
  const mean = new Float64Array(sums.length - 1);
  const half = (width - 1) / 2;
  for (let i = 0; i < mean.length; i++) {
    const low = Math.max(0, i - half);
    const high = Math.min(mean.length, i + half + 1);
    mean[i] = (sums[high]! - sums[low]!) / (high - low);
  }
  return mean;
}

/** The bin that stands highest above the valley between it and the first peak, if by a factor of two. */
function secondOf(frequency: Float64Array, density: Float64Array, first: Peak, floor: number): Peak | undefined {
  let at = -1;
  let most = 2;
  for (const step of [-1, 1]) {
    let valley = first.height;
    for (let i = first.bin; i >= 0 && i < density.length; i += step) {
      valley = Math.min(valley, density[i]!);
      if (density[i]! > most * valley) {
        most = density[i]! / valley;
        at = i;
      }
    }
  }
  return at < 0 ? undefined : peakAt(frequency, density, at, floor);
}
