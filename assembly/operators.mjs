// asc transform: gives v128 the operators of f64x2, so that a formula over two working points reads as over one.
import { libraryFiles } from "assemblyscript/asc";

const operators = { "+": "add", "-": "sub", "*": "mul", "/": "div" };

libraryFiles.vector = `@final @unmanaged export abstract class V128 {
${Object.entries(operators)
  .map(([sign, name]) => `@inline @operator("${sign}") static ${name}(a: v128, b: v128): v128 { return f64x2.${name}(a, b); }`)
  .join("\n")}
@inline @operator.prefix("-") static neg(a: v128): v128 { return f64x2.neg(a); } }`;

export default {};
