// What welch is asked wrongly: one sentence each.

import { type WelchOptions, welch, welchStream } from "../src";
import { cases, type Wrong } from "./support/refuses";

const interval = 1e-6;
const noise = Float64Array.from({ length: 64 }, (_, t) => (t * t * 7) % 11);
const asked =
  (record: Wrong, options: Wrong = { length: 16 }) =>
  () =>
    welch(record, options);
const streamed =
  (sampling: Wrong, options: Wrong = { length: 16 }) =>
  () =>
    welchStream(sampling, options);
const added =
  (chunk: Wrong, isComplex = false) =>
  () =>
    welchStream({ interval, isComplex }, { length: 16 }).add(chunk);
const same = (samples: Float64Array, detrend: WelchOptions["detrend"]) => asked({ samples, interval }, { length: 16, detrend });

cases("welch", [
  ["no record", asked(undefined), "record: expected an object with samples and interval, got nothing"],
  ["samples alone", asked(noise), /^record: expected an object with samples and interval, got a/],
  ["no interval", asked({ samples: noise }), "interval: expected a positive time in s, got nothing"],
  [
    "no options",
    () => welch({ samples: noise, interval } as Wrong, undefined as Wrong),
    /^options: expected an object with length, /,
  ],
  [
    "a short record",
    asked({ samples: noise.slice(9, 20), interval }),
    "record: expected at least one segment of 16 samples, got 11",
  ],
  ["zeros", same(new Float64Array(64), "none"), "record: expected one that varies, got zero in every sample"],
  [
    "one number",
    same(new Float64Array(64).fill(3), "constant"),
    "record: expected one that varies, got the same number in every sample of a segment",
  ],
  [
    "a line",
    same(
      noise.map((_, t) => t),
      "linear",
    ),
    "record: expected one that varies, got straight lines in all segments",
  ],
]);

cases("welchStream", [
  ["no sampling", streamed(null), "sampling: expected an object with interval (s), and isComplex of complex samples, got null"],
  ["isComplex in words", streamed({ interval, isComplex: "yes" }), 'isComplex: expected true or false, got "yes"'],
  ["no chunk", added(undefined), "chunk: expected an object with samples, got nothing"],
  ["an array", added({ samples: [1, 2] }), "samples: expected a Float64Array, got an array of 2"],
  ["no imaginary parts", added({ samples: noise }, true), "imaginary: expected imaginary parts, too, got nothing"],
]);
