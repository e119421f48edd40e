// Proved, from the sources themselves: rooms import one way only; WebAssembly is known in one room, the process and the console
// in another; files are small; what is exported is documented; the kernels and the facade agree on their numbers.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const files = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(join(root, path)).isFile())
    .sort();
const read = (path: string) => readFileSync(join(root, path), "utf8");
const parse = (path: string) => ts.createSourceFile(path, read(path), ts.ScriptTarget.ES2022, true);

const sources = files("src").filter((path) => path.endsWith(".ts"));
const modules = sources.filter((path) => !path.endsWith(".d.ts"));
const kernels = files("assembly").filter((path) => path.endsWith(".ts"));

/** Every node of a file. */
function* nodes(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* nodes(child);
}

/** What a file imports, by static or dynamic import, re-export or require. */
function imports(path: string): string[] {
  const found: string[] = [];
  for (const node of nodes(parse(path))) {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier)
      found.push((node.moduleSpecifier as ts.StringLiteral).text);
    if (ts.isImportTypeNode(node)) found.push(((node.argument as ts.LiteralTypeNode).literal as ts.StringLiteral).text);
    if (
      ts.isCallExpression(node) &&
      (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === "require")
    ) {
      const [target] = node.arguments;
      found.push(target && ts.isStringLiteralLike(target) ? target.text : "something computed");
    }
  }
  return found;
}

const isRelative = (specifier: string) => specifier.startsWith(".");
const resolved = (from: string, specifier: string) => relative(root, resolve(root, dirname(from), specifier));

/** The rooms in the order that data takes. Files directly in src/ are the verbs, but for where the package and its workers begin. */
const order = [["models", "data"], ["kernels"], ["verbs"], ["fit"], ["uncertainty"], ["sweep"], ["io", "figures"], ["cli"]];
const forAll = ["src/errors", "src/status"];
const withoutExtension = (path: string) => path.replace(/\.(ts|js)$/, "");

function roomOf(path: string): string {
  const [, first, ...rest] = path.split("/");
  if (rest.length > 0) return first!;
  return ["index", "worker"].includes(withoutExtension(first!)) ? "face" : "verbs";
}
const place = (room: string) => order.findIndex((rooms) => rooms.includes(room));

describe("rooms", () => {
  test("each is known", () => {
    for (const path of modules) {
      const room = roomOf(path);
      expect(room === "face" || place(room) >= 0, `${path}: the room "${room}" is not in the order`).toBe(true);
    }
  });

  test.each(modules)("%s imports only from rooms before its own", (path) => {
    for (const specifier of imports(path).filter(isRelative)) {
      const target = withoutExtension(resolved(path, specifier));
      if (!target.startsWith("src/")) continue; // assets: see below
      if (forAll.includes(withoutExtension(path))) throw new Error(`${path} may import nothing, but imports ${specifier}`);
      if (forAll.includes(target)) continue;
      const mine = roomOf(path);
      const theirs = roomOf(target);
      if (mine === "face") continue;
      const isBefore = place(theirs) >= 0 && place(theirs) < place(mine);
      const isNeighbour = mine === theirs;
      expect(isBefore || isNeighbour, `${path} (${mine}) imports ${specifier} (${theirs})`).toBe(true);
    }
  });

  test("within a room, and over all, nothing imports in a circle", () => {
    const graph = new Map(
      modules.map((path) => [
        withoutExtension(path),
        imports(path)
          .filter(isRelative)
          .map((specifier) => withoutExtension(resolved(path, specifier))),
      ]),
    );
    const done = new Set<string>();
    const visit = (path: string, above: string[]) => {
      if (above.includes(path)) throw new Error([...above, path].join(" → "));
      if (done.has(path)) return;
      for (const next of graph.get(path) ?? []) visit(next, [...above, path]);
      done.add(path);
    };
    for (const path of graph.keys()) visit(path, []);
  });

  test("errors and status import nothing", () => {
    for (const name of forAll) expect(imports(`${name}.ts`)).toEqual([]);
  });
});

describe("what only one room knows", () => {
  test.each(modules)("%s: WebAssembly, its bytes and the loader", (path) => {
    if (roomOf(path) === "kernels") return;
    for (const specifier of imports(path)) {
      expect(specifier).not.toContain("@assemblyscript");
      // the command line may carry the bytes of an asset of its own, never those of the kernels
      if (specifier.endsWith(".wasm"))
        expect(roomOf(path) === "cli" && !specifier.includes("clausius"), `${path} imports ${specifier}`).toBe(true);
    }
    for (const node of nodes(parse(path))) {
      if (ts.isIdentifier(node)) expect(node.text, path).not.toBe("WebAssembly");
    }
  });

  test.each(modules)("%s: workers", (path) => {
    if (roomOf(path) === "kernels") return;
    for (const node of nodes(parse(path)))
      if (ts.isIdentifier(node)) expect(["Worker", "postMessage", "onmessage"], path).not.toContain(node.text);
  });

  test.each(modules)("%s: memory and addresses in it", (path) => {
    if (roomOf(path) === "kernels") return;
    for (const node of nodes(parse(path))) {
      // an address is a property `at` or `memory` of what the kernels' room exports
      if (ts.isPropertyAccessExpression(node)) {
        expect(["memory", "memoryBase", "byteOffset", "grow"], `${path}: ${node.getText()}`).not.toContain(node.name.text);
      }
      if (ts.isImportSpecifier(node)) {
        const name = (node.propertyName ?? node.name).text;
        const from = node.parent.parent.parent.moduleSpecifier as ts.StringLiteral;
        if (from.text.includes("kernels/")) {
          const isFill = /^fill[A-Z]/.test(name) || node.isTypeOnly || node.parent.parent.isTypeOnly;
          const isFace = roomOf(path) === "face";
          expect(isFill || isFace || /Columns$/.test(name), `${path} takes ${name} from the kernels' room`).toBe(true);
        }
      }
    }
  });

  test.each(modules)("%s: the process, the console, Node", (path) => {
    if (roomOf(path) === "cli") return;
    for (const specifier of imports(path)) expect(specifier.startsWith("node:"), `${path} imports ${specifier}`).toBe(false);
    for (const node of nodes(parse(path))) {
      if (ts.isStringLiteralLike(node)) expect(node.text.includes("node:"), `${path}: ${node.text}`).toBe(false);
      if (!ts.isIdentifier(node) || !["process", "console"].includes(node.text)) continue;
      const isMember = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
      expect(isMember, `${path} mentions ${node.text}`).toBe(true);
    }
  });

  test("the library is made of its own files: what it takes from a package it inlines", () => {
    const seen = new Set<string>();
    const visit = (path: string) => {
      if (seen.has(path)) return;
      seen.add(path);
      for (const specifier of imports(path)) {
        if (specifier.endsWith(".wasm") || specifier.endsWith("/build/worker.js")) continue; // built, and embedded
        if (!isRelative(specifier)) expect(specifier, path).toBe("@assemblyscript/loader");
        else visit(`${resolved(path, specifier)}.ts`);
      }
    };
    visit("src/index.ts");
    expect(seen.size).toBeGreaterThan(50);
  });

  test("the command line uses the package as a consumer would", () => {
    for (const path of modules.filter((p) => roomOf(p) === "cli")) {
      for (const specifier of imports(path)) {
        if (!isRelative(specifier)) continue; // "clausius", node:… and the libraries bundled into it
        const target = resolved(path, specifier);
        const isAsset = /\.(wasm|ttf|json|md|svg|cff)$/.test(target) || !target.startsWith("src/");
        const isAllowed =
          isAsset || forAll.includes(withoutExtension(target)) || ["cli", "figures", "io"].includes(roomOf(target));
        expect(isAllowed, `${path} imports ${specifier}`).toBe(true);
      }
    }
  });
});

test.each([...sources, ...kernels])("%s is at most 25 kB", (path) => {
  expect(statSync(join(root, path)).size).toBeLessThanOrEqual(25_000);
});

test.each(modules.filter((path) => /^export (async )?(function|const|class)/m.test(read(path))))(
  "%s says in comments what its exports are",
  (path) => {
    const source = parse(path);
    for (const statement of source.statements) {
      const isExported =
        ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword);
      const isCode =
        ts.isFunctionDeclaration(statement) || ts.isVariableStatement(statement) || ts.isClassDeclaration(statement);
      if (!isExported || !isCode || !isPublic(path, statement)) continue;
      const comment = ts.getJSDocCommentsAndTags(statement).filter(ts.isJSDoc);
      expect(comment.length, `${path}: ${statement.getText().slice(0, 60)}…`).toBeGreaterThan(0);
      expect(ts.getTextOfJSDocComment(comment[0]!.comment)?.length ?? 0).toBeGreaterThan(10);
    }
  },
);

/** Whether src/index.ts exports what this statement declares. */
function isPublic(path: string, statement: ts.Statement): boolean {
  const names = ts.isVariableStatement(statement)
    ? statement.declarationList.declarations.map((d) => d.name.getText())
    : [(statement as ts.FunctionDeclaration).name?.text ?? ""];
  return parse("src/index.ts").statements.some(
    (s) =>
      ts.isExportDeclaration(s) &&
      s.moduleSpecifier &&
      withoutExtension(resolved("src/index.ts", (s.moduleSpecifier as ts.StringLiteral).text)) === withoutExtension(path) &&
      s.exportClause &&
      ts.isNamedExports(s.exportClause) &&
      s.exportClause.elements.some((e) => names.includes((e.propertyName ?? e.name).text)),
  );
}

test("every value that the package exports has a documented declaration", () => {
  const exported = parse("src/index.ts").statements.filter(ts.isExportDeclaration);
  for (const declaration of exported) {
    const path = `${resolved("src/index.ts", (declaration.moduleSpecifier as ts.StringLiteral).text)}.ts`;
    const statements = parse(path).statements;
    for (const element of (declaration.exportClause as ts.NamedExports).elements) {
      const name = (element.propertyName ?? element.name).text;
      const found = statements.find(
        (s) =>
          ((ts.isFunctionDeclaration(s) ||
            ts.isClassDeclaration(s) ||
            ts.isInterfaceDeclaration(s) ||
            ts.isTypeAliasDeclaration(s)) &&
            s.name?.text === name) ||
          (ts.isVariableStatement(s) && s.declarationList.declarations.some((d) => d.name.getText() === name)),
      );
      expect(found, `${name} of ${path}`).toBeDefined();
      expect(ts.getJSDocCommentsAndTags(found!).filter(ts.isJSDoc).length, `${name} of ${path} has no comment`).toBeGreaterThan(
        0,
      );
    }
  }
});

describe("the kernels and the facade agree", () => {
  /** Numbers of `const NAME: type = number;` in a file. */
  const constants = (path: string): Record<string, number> =>
    Object.fromEntries(
      [...read(path).matchAll(/^(?:export )?const ([A-Z_]+)(?:: \w+)? = (-?[\d.e-]+);/gm)].map(([, name, value]) => [
        name!,
        Number(value),
      ]),
    );

  test("on the rows of a tile", () => {
    const { TILE } = constants("assembly/table.ts");
    expect(TILE).toBeGreaterThan(0);
    expect(constants("src/kernels/memory.ts").TILE).toBe(TILE);
  });

  const row = constants("assembly/steady-state/row.ts");
  const statusNames = Object.keys(row).slice(0, Object.keys(row).indexOf("INVALID") + 1);

  test("on the numbers of a status, and each has a sentence", async () => {
    const { INVALID, statusText } = await import("../src/status");
    expect(INVALID).toBe(row.INVALID);
    expect(statusText(row.OK!)).toBe("ok");
    const words: Record<string, string> = {
      BEYOND_CRITICAL: "critical coupling",
      PARAMETRIC: "parametric threshold",
      NOT_SUPERRADIANT: "no superradiant phase",
      NO_CRITICAL_COUPLING: "no critical coupling",
      UNSTABLE: "eigenvalue",
      SINGULAR: "singular",
      NOT_FINITE: "not finite",
      NOT_A_STATE: "not a state",
      NOT_SYMMETRIC: "not symmetric",
    };
    expect(statusNames.filter((name) => name !== "OK" && name !== "INVALID").sort()).toEqual(Object.keys(words).sort());
    for (const [name, word] of Object.entries(words)) expect(statusText(row[name]!)).toContain(word);
  });

  test("on the order of the parameters", async () => {
    const { statusText } = await import("../src/status");
    const fields: Record<string, string> = {
      OMEGA_A: "omegaA",
      KAPPA_A: "kappaA",
      OMEGA_B: "omegaB",
      GAMMA_B: "gammaB",
      COUPLING: "gAB",
      N_THERMAL_A: "bath A",
      N_THERMAL_B: "bath B",
    };
    for (const [name, word] of Object.entries(fields)) {
      expect(row[name], name).toBeDefined();
      if (!word.startsWith("bath")) expect(statusText(row.INVALID! + row[name]!)).toContain(word);
    }
    const facade = constants("src/kernels/parameters.ts");
    for (const name of ["OMEGA_B", "N_THERMAL_B"]) expect(facade[name]).toBe(row[name]);
  });

  test("on the size of a block", () => {
    expect(read("src/kernels/traces.ts")).toContain(`export const BLOCK = ${constants("assembly/spectrum/block.ts").BLOCK};`);
  });

  test("on the phases", () => {
    const phase = constants("assembly/steady-state/phase.ts");
    expect([phase.AUTO, phase.NORMAL, phase.SUPERRADIANT]).toEqual([0, 1, 2]);
    expect(read("src/kernels/parameters.ts")).toContain(
      `{ auto: ${phase.AUTO}, normal: ${phase.NORMAL}, superradiant: ${phase.SUPERRADIANT} }`,
    );
  });

  test("on the names of the exports", () => {
    const exports = parse("assembly/index.ts").statements.flatMap((s) =>
      ts.isExportDeclaration(s)
        ? (s.exportClause as ts.NamedExports).elements.map((e) => e.name.text)
        : ts.isFunctionDeclaration(s)
          ? [s.name!.text]
          : [],
    );
    const declared = parse("src/kernels/instance.ts").statements.find(
      (s): s is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(s) && s.name.text === "Kernels",
    )!;
    const known = declared.members.map((member) => member.name!.getText()).filter((name) => name !== "memory");
    expect(known.sort()).toEqual(exports.filter((name) => name !== "TILE").sort());
  });
});
