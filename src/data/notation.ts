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
