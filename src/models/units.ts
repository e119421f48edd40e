// Units that everyone needs: the library takes angular rates in rad/s, people think in Hz.

/** Angular rate in rad/s of a frequency in Hz: ω = 2πf. */
export const Hz = (frequency: number): number => 2 * Math.PI * frequency;

/** Angular rate in rad/s of a frequency in kHz. */
export const kHz = (frequency: number): number => Hz(frequency * 1e3);

/** Angular rate in rad/s of a frequency in MHz. */
export const MHz = (frequency: number): number => Hz(frequency * 1e6);

/** Angular rate in rad/s of a frequency in GHz. */
export const GHz = (frequency: number): number => Hz(frequency * 1e9);

/** Frequency in Hz of an angular rate in rad/s: f = ω/2π. */
export const frequency = (omega: number): number => omega / (2 * Math.PI);
