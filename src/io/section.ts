// The parts of a report, as text and as Markdown.

import { plain } from "../data/notation";
import { aligned } from "./aligned";
import { markdown } from "./markdown";
import type { Table } from "./table";

/** One part of a report. */
export interface Section {
  readonly title: string;
  readonly table?: Table;
  readonly notes: readonly string[];
}

/** Plain text. */
export function textOf({ title, table, notes }: Section): string {
  const rows = table ? [...aligned(table)].join("") : "";
  return `${title}\n${(rows + notes.map((note) => `${note}\n`).join("")).replace(/^/gm, "  ").trimEnd()}\n`;
}

/** Markdown. */
export function markdownOf({ title, table, notes }: Section): string {
  const list = notes.length > 1 ? notes.map((note) => `- ${note}\n`).join("") : notes.map((note) => `${note}\n`).join("");
  return `### ${title}\n\n${table ? `${markdown(table, plain)}${list ? "\n" : ""}` : ""}${list}`;
}
