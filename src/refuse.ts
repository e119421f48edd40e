import { ArgumentError, expected } from "./errors";
import { fillCriticalCoupling } from "./kernels/steady-state";
import type { System } from "./models/system";
import { INVALID, statusText } from "./status";

/** One working point that makes no sense is a bad call, not a row without an answer. */
export function refuse(system: System, status: number): void {
  if (status < INVALID && status !== 3 && status !== 4) return;
  if (status === 3) {
    const critical = new Float64Array(1);
    fillCriticalCoupling(system, 1, critical);
    const { gAB, couplingRatioSquared } = system as { gAB?: number; couplingRatioSquared?: number };
    const [argument, least, value] =
      couplingRatioSquared === undefined
        ? ["gAB", `a coupling beyond g_cr = ${critical[0]} rad/s`, gAB]
        : ["couplingRatioSquared", "a ratio (g/g_cr)² above 1", couplingRatioSquared];
    throw expected(String(argument), `${least} for the superradiant phase`, value);
  }
  if (status === 4)
    throw new ArgumentError("couplingRatioSquared", "needs omegaA > 0: there is no critical coupling otherwise");
  const { temperatureB } = system;
  if (status !== INVALID + 6 || temperatureB === undefined) throw new ArgumentError("system", statusText(status));
  throw expected("temperatureB", "a temperature in K that gives an occupation of at most 1e20", temperatureB);
}
