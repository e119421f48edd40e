// How numbers are written for people: powers of ten, and a value with its standard error by the rule of the Particle Data Group.

/** Digits that are shown without a power of ten. */
const LEAST = 1e-3;
const GREATEST = 1e6;

/**
 * `213.57 ± 0.33`, or `(3.352 ± 0.028) × 10¹⁰`. The error keeps two digits if its first three are 100 to 354, one if they are 355 to
 * 949, and is rounded up to 1000 and keeps two otherwise; the value ends at the same digit (Particle Data Group, Review of Particle
 * Physics, Introduction, 5.3). Without a finite error above zero the value alone, to ten digits; NaN is "undetermined".
 */
export function measured(value: number, standardError: number): string {
  if (Number.isNaN(value)) return "undetermined";
  if (!(standardError > 0 && standardError < Number.POSITIVE_INFINITY)) return plain(value);
  const last = lastDigit(standardError);
  const error = roundedTo(standardError, last);
  const size = Math.max(Math.abs(roundedTo(value, last)), error);
  if (size >= LEAST && size < GREATEST) return `${fixed(value, last)} ± ${fixed(standardError, last)}`;
  const power = decade(size);
  const scaled = (x: number) => fixed(x / 10 ** power, last - power);
  return `(${scaled(value)} ± ${scaled(standardError)}) × ${powerOfTen(power)}`;
}

/**
 * `213.2 to 214.0`, or `(3.32 to 3.38) × 10¹⁰`: the ends of an interval, to the digit at which `measured` ends with this standard error;
 * without one that is finite and above zero, with half their distance. An end that is NaN is "undetermined", an infinite one has its sign.
 */
export function interval(lower: number, upper: number, standardError = Number.NaN): string {
  const ends = [lower, upper];
  const finite = ends.filter(Number.isFinite);
  const half = finite.length === 2 && lower !== upper ? Math.abs(upper - lower) / 2 : Math.abs(finite[0] ?? 1) / 100;
  const width = standardError > 0 && Number.isFinite(standardError) ? standardError : half;
  if (!(width > 0)) return ends.map(plain).join(" to ");
  const last = lastDigit(width);
  const size = Math.max(...finite.map((x) => Math.abs(roundedTo(x, last))), 0);
  const power = size >= LEAST && size < GREATEST ? 0 : decade(Math.max(size, width));
  const end = (x: number) =>
    Number.isNaN(x) ? "undetermined" : Number.isFinite(x) ? fixed(x / 10 ** power, last - power) : x < 0 ? "−∞" : "∞";
  const both = ends.map(end).join(" to ");
  return power === 0 || finite.length === 0 ? both : `(${both}) × ${powerOfTen(power)}`;
}

/** A number to ten digits, a power of ten apart where it is large or small. */
export function plain(value: number): string {
  const size = Math.abs(value);
  if (size === 0 || (size >= LEAST && size < GREATEST)) return sign(String(Number(value.toPrecision(10))));
  const power = decade(size);
  return `${sign(String(Number((value / 10 ** power).toPrecision(10))))} × ${powerOfTen(power)}`;
}

/** `0.83 %` of a relative error. */
export const percent = (part: number): string => `${Number((100 * part).toPrecision(2))} %`;

/** The place of the last digit that an error keeps: 10^`place`. */
function lastDigit(error: number): number {
  const first = decade(error);
  const three = Math.round(error / 10 ** (first - 2));
  return three <= 354 ? first - 1 : first;
}

const decade = (size: number): number => {
  const power = Math.floor(Math.log10(size));
  return size >= 10 ** (power + 1) ? power + 1 : size < 10 ** power ? power - 1 : power;
};

const roundedTo = (x: number, place: number): number => Math.round(x / 10 ** place) * 10 ** place;

const fixed = (x: number, place: number): string => sign((place < 0 ? x : roundedTo(x, place)).toFixed(Math.max(0, -place)));

/** A minus sign that is one, and none before zero. */
const sign = (text: string): string => text.replace("-", /[1-9]/.test(text) ? "−" : "");

/** 10⁹ for 9, 10⁻³ for −3. */
export function powerOfTen(exponent: number): string {
  return `10${String(exponent).replace(/[-\d]/g, (c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(Number(c))))}`;
}
