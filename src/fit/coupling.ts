// ln(1 − x) and x = (g/g_cr)²: near the critical coupling the first is the better coordinate.

import { fillExponential } from "../kernels/functions";

/** x of ln(1 − x). */
export const distanceToRatio = (logDistance: number): number => 1 - fillExponential(logDistance);
