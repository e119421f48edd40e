// The step without the square of the derivatives: the δ that makes |r − Jδ|² + μ|√(diag H) δ|² least, by orthogonal transformations.
// Cholesky's pivots are squares: rounding eats one where the data tell a variable 3e6 times worse than if it were the only one. The
// diagonal of R in J = QR goes on to 1e10 times. Reflections make R and Qᵀr of each spectrum (`Objective.triangle`); with its own
// variables first, calibrations and damping are rotated in, and what is left below the own ones concerns the shared.
// All is scaled by √diag H. A direction is left where it is, and its row goes to those after it, if rounding has eaten its diagonal; or
// if only the root sees it, and the variable alone, moved by the direction's standard error, would change the spectrum by more than all
// of it: so far no quadratic model reaches.

import { BASES } from "../spectrum/trace";
import { LEAST_PIVOT } from "./arrow";
import { Objective } from "./objective";
import { Problem } from "./problem";
import { Search } from "./search";

/** The result of a spectrum that holds R in place of the information, and Qᵀr in place of the gradient. */
export const ROOT: i32 = 4;

const LEAST_DIAGONAL: f64 = 1e-10; // as in src/fit/information.ts

export class Root {
  /** Whether the last triangle left no direction. */
  static isDefinite: bool = true;

  /** A direction with a smaller diagonal is left unless Cholesky sees it, too; 0 until it is asked for. */
  private static least: f64 = 0;

  // The triangle at hand: columns, numbers from row to row, and the right side
  private static at: usize = 0;
  private static columns: i32 = 0;
  private static width: i32 = 0;
  private static right: usize = 0;

  /** Begins with other data. */
  @inline static restart(): void {
    Root.least = 0;
  }

  /** Whether it follows directions that Cholesky does not: with fewer or poorer data it would leave them all. */
  static seesMore(): bool {
    if (Root.least === 0) Root.least = 1 / Search.size();
    return Root.least * Root.least < LEAST_PIVOT;
  }

  /** Solves for the step at the trial values; gives gᵀ(H + μ diag H)⁻¹g, as `Arrow.solve`. */
  static solve(damping: f64): f64 {
    const shared = Problem.shared;
    Root.isDefinite = true;
    Root.seesMore();
    for (let v = 0; v < Problem.variables; v++) store<f64>(Problem.step(v), Problem.errorAlone(v));
    memory.fill(Problem.right(0), 0, (<usize>shared) << 3);
    memory.fill(Problem.block(0, 0), 0, (<usize>(shared * shared)) << 3);
    let decrement: f64 = 0;
    for (let t = 0; t < Problem.traces; t++) {
      Problem.turnTo(t);
      decrement += Root.eliminate(damping);
    }
    Root.turnToShared();
    for (let a = 0; a < shared; a++) Root.know(a, a, damping);
    decrement += Root.settle(shared);
    Root.backward(shared);
    for (let t = 0; t < Problem.traces; t++) {
      Problem.turnTo(t);
      Root.substitute();
    }
    for (let a = 0; a < shared; a++) Root.scale(a, load<f64>(Problem.right(a)));
    return decrement;
  }

  /** The decrease of −ln L that the quadratic model promises for the moves of `Search.tryStep`: rᵀJδ − ½|Jδ|² by R and Qᵀr. */
  static promised(): f64 {
    let promised: f64 = 0;
    for (let v = 0; v < Problem.variables; v++) {
      const x = Problem.value(v);
      const moved = load<f64>(Problem.step(v)) * Problem.slope(v, x);
      promised -= moved * Problem.precision(v) * (x - Problem.calibration(v) + 0.5 * moved);
    }
    for (let t = 0; t < Problem.traces; t++) {
      Problem.turnTo(t);
      const root = Problem.result(ROOT);
      for (let i = 0; i < Problem.involved; i++) {
        let sum: f64 = 0;
        for (let j = i; j < Problem.involved; j++) {
          sum += Objective.information(root, i, j) * load<f64>(Problem.step(Problem.variable(j)));
        }
        promised += sum * (Objective.gradient(root, i) - 0.5 * sum);
      }
    }
    return promised;
  }

  /** The variance of a variable of the only spectrum, by the last triangle. */
  static variance(v: i32): f64 {
    const error = Problem.errorAlone(v);
    Root.turnToOwn();
    let square: f64 = 0;
    for (let i = 0; i < Root.columns; i++) {
      let sum: f64 = i === v ? 1 : 0;
      for (let m = 0; m < i; m++) sum -= load<f64>(Root.element(m, i)) * load<f64>(Root.side(m));
      const d = load<f64>(Root.element(i, i));
      sum = d !== 0 ? sum / d : 0;
      store<f64>(Root.side(i), sum);
      square += sum * sum;
    }
    return error * error * square;
  }

  private static eliminate(damping: f64): f64 {
    const involved = Problem.involved;
    const own = involved - Problem.border;
    const root = Problem.result(ROOT);
    Search.place();
    Objective.triangle(Problem.trace, Problem.scales(), root);
    Root.turnToOwn();
    memory.fill(Root.at, 0, (<usize>(BASES * BASES + BASES)) << 3); // and the right side behind it
    for (let i = 0; i < involved; i++) {
      for (let j = 0; j < involved; j++) {
        const k = Root.place(j);
        const x = k < i ? 0 : Objective.information(root, i, k) * load<f64>(Problem.step(Problem.variable(k)));
        store<f64>(Problem.row(j), x);
      }
      Root.rotate(0, Objective.gradient(root, i));
    }
    for (let j = 0; j < own; j++) Root.know(j, Problem.variable(Root.place(j)), damping);
    const decrement = Root.settle(own);
    Root.turnToShared();
    for (let i = own; i < involved; i++) {
      for (let a = 0; a < Problem.shared; a++) store<f64>(Problem.row(a), 0);
      for (let j = own; j < involved; j++) {
        store<f64>(Problem.row(Problem.variable(Root.place(j))), load<f64>(Problem.matrix(i, j)));
      }
      Root.rotate(0, load<f64>(Problem.ownRight(i)));
    }
    return decrement;
  }

  private static substitute(): void {
    const involved = Problem.involved;
    const own = involved - Problem.border;
    Root.turnToOwn();
    for (let i = 0; i < own; i++) {
      let x = load<f64>(Root.side(i));
      for (let j = own; j < involved; j++) {
        x -= load<f64>(Root.element(i, j)) * load<f64>(Problem.right(Problem.variable(Root.place(j))));
      }
      store<f64>(Root.side(i), x);
    }
    Root.backward(own);
    for (let i = 0; i < own; i++) Root.scale(Problem.variable(Root.place(i)), load<f64>(Root.side(i)));
  }

  /** Where a column's variable stands among those of the spectrum at hand, of which shared ones are first. */
  @inline private static place(column: i32): i32 {
    const own = Problem.involved - Problem.border;
    return column < own ? Problem.border + column : column - own;
  }

  @inline private static scale(v: i32, x: f64): void {
    store<f64>(Problem.step(v), x * load<f64>(Problem.step(v)));
  }

  private static turnToOwn(): void {
    Root.at = Problem.matrix(0, 0);
    Root.columns = Problem.involved;
    Root.width = BASES;
    Root.right = Problem.ownRight(0);
  }

  private static turnToShared(): void {
    Root.at = Problem.block(0, 0);
    Root.columns = Problem.shared;
    Root.width = Problem.shared;
    Root.right = Problem.right(0);
  }

  @inline private static element(i: i32, j: i32): usize {
    return Root.at + ((<usize>(Root.width * i + j)) << 3);
  }
  @inline private static side(i: i32): usize {
    return Root.right + ((<usize>i) << 3);
  }

  /** Turns in what is known of the variable of a column beside the spectra: its calibration, and that it is damped or held. */
  private static know(column: i32, v: i32, damping: f64): void {
    const x = Problem.trial(v);
    const error = load<f64>(Problem.step(v));
    const root = Math.sqrt(Problem.precision(v));
    Root.add(column, root * Problem.slope(v, x) * error, (Problem.calibration(v) - x) * root);
    Root.add(column, error > 0 ? Math.sqrt(damping) : 1, 0);
  }

  /** Turns in a row with x in one column and y on the right. */
  private static add(column: i32, x: f64, y: f64): void {
    for (let j = 0; j < Root.columns; j++) store<f64>(Problem.row(j), j === column ? x : 0);
    Root.rotate(column, y);
  }

  /** Rotates the row at hand, from a column on, and y on its right, into the triangle. */
  private static rotate(from: i32, y: f64): void {
    for (let j = from; j < Root.columns; j++) {
      const x = load<f64>(Problem.row(j));
      const d = load<f64>(Root.element(j, j));
      const norm = Math.sqrt(d * d + x * x);
      if (x === 0 || norm === 0) continue;
      const c = d / norm;
      const s = x / norm;
      for (let l = j; l < Root.columns; l++) {
        const p = load<f64>(Root.element(j, l));
        const q = load<f64>(Problem.row(l));
        store<f64>(Root.element(j, l), c * p + s * q);
        store<f64>(Problem.row(l), c * q - s * p);
      }
      const p = load<f64>(Root.side(j));
      store<f64>(Root.side(j), c * p + s * y);
      y = c * y - s * p;
    }
  }

  /** Clears the rows of directions to leave among the first columns; gives the square of the right side beside these. */
  private static settle(count: i32): f64 {
    let square: f64 = 0;
    for (let j = 0; j < count; j++) {
      const y = load<f64>(Root.side(j));
      const d = Math.abs(load<f64>(Root.element(j, j)));
      if (d * d > LEAST_PIVOT || (d > LEAST_DIAGONAL && d > Root.least)) {
        square += y * y;
        continue;
      }
      Root.isDefinite = false;
      for (let l = j; l < Root.columns; l++) {
        store<f64>(Problem.row(l), load<f64>(Root.element(j, l)));
        store<f64>(Root.element(j, l), 0);
      }
      store<f64>(Root.side(j), 0);
      Root.rotate(j + 1, y);
    }
    return square;
  }

  /** x = R⁻¹x of the first columns, 0 along the directions left. */
  private static backward(count: i32): void {
    for (let i = count - 1; i >= 0; i--) {
      const d = load<f64>(Root.element(i, i));
      let x = load<f64>(Root.side(i));
      for (let j = i + 1; j < count; j++) x -= load<f64>(Root.element(i, j)) * load<f64>(Root.side(j));
      store<f64>(Root.side(i), d !== 0 ? x / d : 0);
    }
  }
}
