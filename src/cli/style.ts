import { styleText } from "node:util";

const isPlain = !process.stdout.isTTY || Boolean(process.env.NO_COLOR);

/** Bold on a terminal. */
export const bold = (text: string): string => (isPlain ? text : styleText("bold", text));
