// What a fit of one spectrum is told, and what it keeps of that.

import type { Detection } from "../models/detection";
import type { BinChoice } from "./bins";
import type { FitChoice } from "./choice";
import type { ToldResponse } from "./followed";
import type { PartialSource } from "./plan";

/** Options of `fit`. */
export interface FitOptions extends FitChoice, BinChoice, ToldResponse {
  /** How the spectrum was measured; its parameters are known unless they are fitted. */
  readonly detection: Detection;
  /** Named in reports; "spectrum" unless given. */
  readonly label?: string;
}

/** What was asked of a fit: with its spectrum, all that is needed to have it again. */
export interface FitProblem {
  readonly source: PartialSource;
  readonly options: FitOptions;
}
