// The ABI on one page. Every kernel takes addresses and a number of rows; tables are columns of TILE rows (table.ts).

export { correlations } from "./steady-state/correlations";
export { criticalCoupling } from "./steady-state/critical";
export { dicke } from "./steady-state/dicke";
export { lyapunov } from "./steady-state/lyapunov";
export { optomechanics } from "./steady-state/optomechanics";
export { relax } from "./steady-state/relax";
export { effectiveTemperature, thermalOccupation } from "./steady-state/thermal";
