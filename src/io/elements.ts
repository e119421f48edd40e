// Numbers as files hold them: integers, floats and complex numbers of any width and byte order, to doubles.

import type { RecordChunk } from "./record-stream";

/** How one number is stored. */
export interface ElementType {
  /** Signed, unsigned, float or complex. */
  readonly kind: "i" | "u" | "f" | "c";
  /** Bytes of one element, both parts of a complex one. */
  readonly bytes: number;
  readonly isBigEndian: boolean;
}

const isHostBigEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 0;

type View = ArrayLike<number | bigint>;

/** The view of each kind and width of a part. */
const views: Readonly<Record<string, (buffer: ArrayBuffer) => View>> = {
  i1: (b) => new Int8Array(b),
  i2: (b) => new Int16Array(b),
  i4: (b) => new Int32Array(b),
  i8: (b) => new BigInt64Array(b),
  u1: (b) => new Uint8Array(b),
  u2: (b) => new Uint16Array(b),
  u4: (b) => new Uint32Array(b),
  u8: (b) => new BigUint64Array(b),
  f2: (b) => Float64Array.from(new Uint16Array(b), halfPrecision),
  f4: (b) => new Float32Array(b),
  f8: (b) => new Float64Array(b),
};

/** NumPy's name of a type, such as `<f8` or `>c16`; undefined where there are no such numbers. */
export function elementType(name: string): ElementType | undefined {
  const [, order, kind, width] = /^([<>|=]?)([iufc])(\d+)$/.exec(name) ?? [];
  const bytes = Number(width);
  const isKnown = kind === "c" ? bytes === 8 || bytes === 16 : `${kind}${bytes}` in views;
  if (!isKnown) return undefined;
  return { kind: kind as ElementType["kind"], bytes, isBigEndian: order === ">" };
}

/** Every `stride`-th element of the bytes from the element `first` on. */
export function decoded(bytes: Uint8Array, type: ElementType, stride = 1, first = 0): RecordChunk {
  const parts = type.kind === "c" ? 2 : 1;
  const width = type.bytes / parts;
  const whole = bytes.length - (bytes.length % (type.bytes * stride));
  const own = new Uint8Array(whole); // a buffer of its own, so that wide numbers are aligned
  own.set(bytes.subarray(0, whole));
  if (type.isBigEndian !== isHostBigEndian && width > 1) reverseEach(own, width);
  const view = views[`${type.kind === "c" ? "f" : type.kind}${width}`]!(own.buffer);
  const isPlain = parts === 1 && stride === 1 && !(view instanceof BigInt64Array || view instanceof BigUint64Array);
  if (isPlain) return { samples: view instanceof Float64Array ? view : new Float64Array(view as ArrayLike<number>) };
  const count = whole / (type.bytes * stride);
  const part = (which: number) => {
    const numbers = new Float64Array(count);
    for (let i = 0, at = parts * first + which; i < count; i++, at += parts * stride) numbers[i] = Number(view[at]);
    return numbers;
  };
  return parts === 1 ? { samples: part(0) } : { samples: part(0), imaginary: part(1) };
}

/** Doubles as bytes, the least significant first. */
export function littleEndian(numbers: Float64Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Float64Array.from(numbers).buffer);
  if (isHostBigEndian) reverseEach(bytes, 8);
  return bytes;
}

function reverseEach(bytes: Uint8Array, width: number): void {
  for (let at = 0; at < bytes.length; at += width) {
    for (let i = at, j = at + width - 1; i < j; i++, j--) {
      const kept = bytes[i]!;
      bytes[i] = bytes[j]!;
      bytes[j] = kept;
    }
  }
}

/** IEEE 754 binary16. */
function halfPrecision(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}
