// Averaged periodograms from a generator of their own: sfc32 (C. Doty-Humphrey, PractRand), 53 bits a number.

/** Numbers strictly between 0 and 1. */
export function uniform(seed: number): () => number {
  let a = 0x9e3779b9 | 0;
  let b = 0x243f6a88 | 0;
  let c = seed | 0;
  let count = 1;
  const next = () => {
    const t = (((a + b) | 0) + count) | 0;
    count = (count + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return t >>> 0;
  };
  for (let i = 0; i < 20; i++) next();
  return () => ((next() >>> 5) * 67108864 + (next() >>> 6) + 0.5) / 9007199254740992;
}

/** The density times the mean of n exponential numbers, bin by bin: what n averaged periodograms show. */
export function gammaNoise(density: Float64Array, averages: number, seed: number): Float64Array {
  const random = uniform(seed);
  return density.map((P) => {
    let product = 1;
    for (let i = 0; i < averages; i++) product *= random();
    return (-P * Math.log(product)) / averages;
  });
}
