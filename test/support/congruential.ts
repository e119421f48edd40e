// Numbers that another language can make again, bit for bit: a linear congruential generator (Numerical Recipes' constants), −1 … 1.

/** A generator from a seed. */
export function congruential(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}
