// Windows as the test bench knows them, and what overlapping windowed segments of white noise do: by sums over all pairs of segments.

/** Periodic windows of so many points; Kaiser's I₀ by the mean of e^{x cos φ} over a circle. */
export function windowOf(window: string, length: number, beta = 0): Float64Array {
  const turns = [0, 1, 2, 3, 4].map((k) => (t: number) => (-1) ** k * Math.cos((2 * Math.PI * k * t) / length));
  const terms: Readonly<Record<string, readonly number[]>> = {
    rectangular: [1],
    hann: [0.5, 0.5],
    flattop: [0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368],
  };
  const bessel = (x: number) => {
    let sum = 0;
    for (let k = 0; k < 200; k++) sum += Math.exp(x * Math.cos((2 * Math.PI * k) / 200));
    return sum / 200;
  };
  return Float64Array.from({ length }, (_, t) =>
    window === "kaiser"
      ? bessel(beta * Math.sqrt(1 - (1 - (2 * t) / length) ** 2)) / bessel(beta)
      : terms[window]!.reduce((sum, a, k) => sum + a * turns[k]!(t), 0),
  );
}

/**
 * Covariance, over the density squared, of two bins `lag` apart of white noise's spectrum averaged over segments that begin `step` apart:
 * (1/K²)Σ_jj′ |Σ_t w_t w_{t+(j−j′)·step} e^{2πi·lag·t/L}|²/(Σw²)². Bins of a real record must be far from 0 and from the Nyquist frequency.
 */
export function binCovariance(window: Float64Array, step: number, segments: number, lag: number): number {
  const length = window.length;
  const shared = (shift: number) => {
    let [re, im] = [0, 0];
    for (let t = 0; t + shift < length; t++) {
      const product = window[t]! * window[t + shift]!;
      const phase = (2 * Math.PI * ((lag * t) % length)) / length;
      re += product * Math.cos(phase);
      im += product * Math.sin(phase);
    }
    return re * re + im * im;
  };
  const known = new Map<number, number>();
  let sum = 0;
  for (let j = 0; j < segments; j++) {
    for (let i = 0; i < segments; i++) {
      const shift = Math.abs(i - j) * step;
      if (!known.has(shift)) known.set(shift, shared(shift));
      sum += known.get(shift)!;
    }
  }
  const power = window.reduce((total, w) => total + w * w, 0);
  return sum / (segments * power) ** 2;
}

/** 1/n of one bin, and 1/n of the sum over all bins: Σ of the covariances over all lags. */
export function inverseAverages(window: Float64Array, step: number, segments: number): { bin: number; fit: number } {
  let fit = 0;
  for (let lag = 0; lag < window.length; lag++) fit += binCovariance(window, step, segments, lag);
  return { bin: binCovariance(window, step, segments, 0), fit };
}
