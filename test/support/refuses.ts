// How a wrong call must fail.

import { describe, expect, test } from "vitest";
import { ArgumentError } from "../../src";

// biome-ignore lint/suspicious/noExplicitAny: these tests give what the types forbid
export type Wrong = any;

/** Asserts that the call throws an ArgumentError with exactly this message. */
export const refuses = (call: () => unknown, message: string | RegExp) => {
  let thrown: unknown;
  try {
    call();
  } catch (error) {
    thrown = error;
  }
  expect(thrown, `expected "${message}"`).toBeInstanceOf(ArgumentError);
  const error = thrown as ArgumentError;
  expect(error.name).toBe("ArgumentError");
  if (typeof message === "string") {
    expect(error.message).toBe(message);
    expect(error.argument).toBe(message.slice(0, message.indexOf(":")));
  } else expect(error.message).toMatch(message);
};

/** What a promise is rejected with. */
export const reasonOf = async (promise: Promise<unknown>): Promise<Wrong> => {
  try {
    await promise;
  } catch (reason) {
    return reason;
  }
  throw new Error("it was not rejected");
};

/** As `refuses`, of a promise. */
export const refusesLater = async (call: () => Promise<unknown>, message: string | RegExp) => {
  const reason = await reasonOf(call());
  refuses(() => {
    throw reason;
  }, message);
};

export type Case = [what: string, call: () => unknown, message: string | RegExp];
export const cases = (name: string, rows: Case[]) =>
  describe(name, () => test.each(rows)("%s", (_, call, message) => refuses(call, message)));
