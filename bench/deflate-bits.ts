// Inflates (RFC 1951) and says what each byte cost: of a literal its bits, of a match its share of them.

const LENGTHS = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const distanceBits = (code: number) => Math.max(0, (code >> 1) - 1);
const distanceFrom = (code: number) => (code < 2 ? code + 1 : ((2 + (code & 1)) << distanceBits(code)) + 1);
/** The order in which the lengths of the codes for code lengths stand. */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const END = 256;

/** A prefix code: symbols by their length and bits. */
type Code = ReadonlyMap<number, number>;
const key = (length: number, bits: number) => (length << 16) | bits;

/** The code of symbols 0, 1, … with these lengths. */
function codeOf(lengths: readonly number[]): Code {
  const code = new Map<number, number>();
  let bits = 0;
  for (let length = 1; length < 16; length++) {
    lengths.forEach((own, symbol) => {
      if (own === length) code.set(key(length, bits++), symbol);
    });
    bits <<= 1;
  }
  return code;
}

/** What a stream of deflate costs, in bits: each byte of its contents, and what belongs to none. */
export interface Costs {
  readonly bits: Float64Array;
  readonly tables: number;
}

/** What each byte of `contents` costs in a stream that inflates to them. @throws Error if it does not */
export function costsOf(deflated: Uint8Array, contents: Uint8Array): Costs {
  const out = new Uint8Array(contents.length);
  const bits = new Float64Array(contents.length);
  let [position, at, tables] = [0, 0, 0];
  const take = (count: number) => {
    let value = 0;
    for (let k = 0; k < count; k++, position++) value |= ((deflated[position >> 3]! >> (position & 7)) & 1) << k;
    return value;
  };
  const symbol = (code: Code) => {
    let value = 0;
    for (let length = 1; length < 16; length++) {
      value = (value << 1) | take(1);
      const found = code.get(key(length, value));
      if (found !== undefined) return found;
    }
    throw new Error("no such code");
  };
  const dynamic = (): [Code, Code] => {
    const [literals, distances, count] = [take(5) + 257, take(5) + 1, take(4) + 4];
    const own = new Array<number>(19).fill(0);
    for (let k = 0; k < count; k++) own[ORDER[k]!] = take(3);
    const code = codeOf(own);
    const lengths: number[] = [];
    while (lengths.length < literals + distances) {
      const next = symbol(code);
      if (next < 16) lengths.push(next);
      else if (next === 16) lengths.push(...new Array<number>(3 + take(2)).fill(lengths.at(-1)!));
      else lengths.push(...new Array<number>(next === 17 ? 3 + take(3) : 11 + take(7)).fill(0));
    }
    return [codeOf(lengths.slice(0, literals)), codeOf(lengths.slice(literals))];
  };
  for (let isLast = false; !isLast; ) {
    const start = position;
    isLast = take(1) === 1;
    if (take(2) !== 2) throw new Error("expected blocks with codes of their own");
    const [literals, distances] = dynamic();
    tables += position - start;
    for (;;) {
      const before = position;
      const next = symbol(literals);
      if (next === END) {
        tables += position - before;
        break;
      }
      if (next < END) {
        out[at] = next;
        bits[at++] = position - before;
        continue;
      }
      const length = LENGTHS[next - 257]! + take(LENGTH_BITS[next - 257]!);
      const code = symbol(distances);
      const distance = distanceFrom(code) + take(distanceBits(code));
      for (let k = 0; k < length; k++, at++) {
        out[at] = out[at - distance]!;
        bits[at] = (position - before) / length;
      }
    }
  }
  if (Buffer.compare(out, contents) !== 0) throw new Error("the stream holds something else");
  return { bits, tables };
}
