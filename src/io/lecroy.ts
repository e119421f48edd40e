// LeCroy's binary waveform files (.trc), template LECROY_2_3: the block WAVEDESC of 346 bytes, texts and trigger times, then samples of
// 8 or 16 bits. Reference: the template itself, which an oscilloscope prints when asked `TEMPLATE?`.

import { FormatError, malformed } from "../errors";
import { asciiOf, type ByteSource, readExactly } from "./byte-source";
import { decoded, type ElementType } from "./elements";
import { CHUNK, checkTimes, numbered, type RecordOptions, type RecordStream } from "./record-stream";

/** The block WAVEDESC begins within so many bytes. */
const PREFIX = 4096;
const WAVEDESC = 346;

/** Byte of each field in WAVEDESC. */
const at = {
  template: 16,
  commType: 32,
  commOrder: 34,
  /** Lengths of the blocks that stand before the samples, in their order. */
  blocks: [36, 40, 44, 48, 52, 56],
  waveArray1: 60,
  waveArray2: 64,
  instrument: 76,
  count: 116,
  firstValid: 124,
  lastValid: 128,
  firstPoint: 132,
  sparsing: 136,
  segments: 144,
  gain: 156,
  offset: 160,
  interval: 176,
  horizontalOffset: 180,
  verticalUnit: 196,
  horizontalUnit: 244,
  trigger: 296,
  recordType: 316,
  source: 344,
} as const;

const recordTypes = [
  "single_sweep",
  "interleaved",
  "histogram",
  "graph",
  "filter_coefficient",
  "complex",
  "extrema",
  "sequence_obsolete",
  "centered_RIS",
  "peak_detect",
];

/** Where WAVEDESC begins in the first bytes of a file; −1 if it does not. */
export function waveDescriptorAt(bytes: Uint8Array): number {
  const name = [..."WAVEDESC"].map((c) => c.charCodeAt(0));
  return bytes.findIndex((_, i) => name.every((c, k) => bytes[i + k] === c));
}

/**
 * A record of a LeCroy oscilloscope. `interval` and `start` are those of the file unless given.
 *
 * @throws FormatError that names the field, what was expected, and what came
 */
export async function readLecroy(source: ByteSource, options: RecordOptions = {}): Promise<RecordStream> {
  checkTimes(options);
  const prefix = await source.read(0, PREFIX);
  const begin = waveDescriptorAt(prefix);
  if (begin < 0) throw malformed("LeCroy", `the block WAVEDESC in the first ${PREFIX} bytes`, `${prefix.length} without it`);
  const header = new Uint8Array(await readExactly(source, begin, WAVEDESC, "the block WAVEDESC"));
  const { type, field, u32 } = fieldsOf(header);
  const text = (from: number, length: number) => asciiOf(header.subarray(from, from + length)).trim();

  const count = u32(at.count);
  const claimed = u32(at.waveArray1);
  if (claimed !== count * type.bytes) {
    throw malformed("WAVE_ARRAY_1", `${count} samples of ${type.bytes} bytes, as WAVE_ARRAY_COUNT`, `${claimed} bytes`);
  }
  const [firstValid, lastValid] = [u32(at.firstValid), u32(at.lastValid)];
  if (count === 0) throw malformed("WAVE_ARRAY_COUNT", "samples", "none");
  if (!(firstValid <= lastValid && lastValid < count)) {
    throw malformed("FIRST_VALID_PNT, LAST_VALID_PNT", `points among the ${count}`, `${firstValid} to ${lastValid}`);
  }
  refuseOther(u32(at.waveArray2), u32(at.sparsing), u32(at.segments), field.getUint16(at.recordType, !type.isBigEndian));

  const data = begin + at.blocks.reduce((sum, block) => sum + u32(block), 0);
  checkSize(source.size, asciiOf(prefix.subarray(0, begin)), begin, data, claimed);

  const [gain, offset] = [field.getFloat32(at.gain, !type.isBigEndian), field.getFloat32(at.offset, !type.isBigEndian)];
  if (!(Number.isFinite(gain) && gain !== 0)) throw malformed("VERTICAL_GAIN", "a number that is not zero", String(gain));
  if (!Number.isFinite(offset)) throw malformed("VERTICAL_OFFSET", "a number", String(offset));
  const statedInterval = asDecimal(field.getFloat32(at.interval, !type.isBigEndian));
  const interval = options.interval ?? statedInterval;
  if (!(interval > 0 && interval < 1e20)) throw malformed("HORIZ_INTERVAL", "a positive time in s", String(interval));
  const horizontalUnit = text(at.horizontalUnit, 48);
  if (!/^s?$/i.test(horizontalUnit)) throw malformed("HORUNIT", "S: a record in time", horizontalUnit);
  const trigger = field.getFloat64(at.horizontalOffset, !type.isBigEndian);
  if (!Number.isFinite(trigger)) throw malformed("HORIZ_OFFSET", "a time in s", String(trigger));

  const length = lastValid - firstValid + 1;
  return {
    format: "LeCroy",
    interval,
    statedInterval,
    start: options.start ?? trigger + interval * (u32(at.firstPoint) + firstValid),
    unit: options.unit ?? text(at.verticalUnit, 48),
    length,
    isComplex: false,
    notes: {
      instrument: text(at.instrument, 16),
      channel: `C${field.getUint16(at.source, !type.isBigEndian) + 1}`,
      trigger: triggerTime(field, !type.isBigEndian),
    },
    chunks: () =>
      numbered(length, CHUNK, async (first, many) => {
        const from = data + type.bytes * (firstValid + first);
        const { samples } = decoded(await readExactly(source, from, many * type.bytes, "samples"), type);
        for (let i = 0; i < many; i++) samples[i] = gain * samples[i]! - offset;
        return { samples };
      }),
  };
}

/** How numbers are stored, and the means to read them. */
function fieldsOf(header: Uint8Array) {
  const field = new DataView(header.buffer as ArrayBuffer);
  const template = asciiOf(header.subarray(at.template, at.template + 16));
  if (template !== "LECROY_2_3") throw malformed("TEMPLATE_NAME", "LECROY_2_3", JSON.stringify(template));
  // stored in the order that it names: 0 is HIFIRST, 1 LOFIRST
  const order = field.getUint16(at.commOrder, true);
  if (order > 1) throw malformed("COMM_ORDER", "0 or 1", String(order));
  const isBigEndian = order === 0;
  const comm = field.getUint16(at.commType, !isBigEndian);
  if (comm > 1) throw malformed("COMM_TYPE", "0 (8 bits) or 1 (16 bits)", String(comm));
  const type: ElementType = { kind: "i", bytes: comm + 1, isBigEndian };
  const descriptor = field.getUint32(at.blocks[0], !isBigEndian);
  if (descriptor !== WAVEDESC) throw malformed("WAVE_DESCRIPTOR", `${WAVEDESC} bytes`, String(descriptor));
  return { field, type, u32: (byte: number) => field.getUint32(byte, !isBigEndian) };
}

function refuseOther(second: number, sparsing: number, segments: number, recordType: number): void {
  if (segments > 1) {
    throw malformed("SUBARRAY_COUNT", "one segment", `a sequence of ${segments}: save the segments one by one`);
  }
  if (sparsing > 1) throw malformed("SPARSING_FACTOR", "every sample", `one in ${sparsing}: save the record without sparsing`);
  if (second > 0) throw malformed("WAVE_ARRAY_2", "one array of samples", `a second one of ${second} bytes`);
  if (![0, 1, 8].includes(recordType)) {
    throw malformed("RECORD_TYPE", "a record in time", recordTypes[recordType] ?? `type ${recordType}`);
  }
}

/** Neither the block that holds it all, `#9` and its length, nor the file may end before the samples do. */
function checkSize(size: number | undefined, prefix: string, begin: number, data: number, bytes: number): void {
  const [, digits, rest] = /#([1-9])(\d*)$/.exec(prefix) ?? [];
  const block = digits !== undefined && rest!.length === Number(digits) ? Number(rest) : undefined;
  if (block !== undefined && data + bytes > begin + block) {
    throw new FormatError(`#${digits}: expected a block of ${data + bytes - begin} bytes, as WAVEDESC says, got ${block}`);
  }
  if (size !== undefined && data + bytes > size) {
    const held = Math.max(0, size - data);
    throw new FormatError(`byte ${data}: expected samples of ${bytes} bytes, but the file ends after ${held}`);
  }
}

/** The decimal number that a float of 32 bits stands for: 4e-7, not 3.9999998989515007e-7. */
function asDecimal(float: number): number {
  for (let digits = 1; digits < 10; digits++) {
    const decimal = Number(float.toPrecision(digits));
    if (Math.fround(decimal) === float) return decimal;
  }
  return float;
}

/** `2016-10-19T10:10:21.25`, on the instrument's clock. */
function triggerTime(field: DataView, isLittleEndian: boolean): string {
  const seconds = field.getFloat64(at.trigger, isLittleEndian);
  const [minute, hour, day, month] = [8, 9, 10, 11].map((k) => field.getUint8(at.trigger + k));
  const two = (n: number) => String(n).padStart(2, "0");
  const date = [field.getUint16(at.trigger + 12, isLittleEndian), two(month!), two(day!)].join("-");
  return `${date}T${two(hour!)}:${two(minute!)}:${seconds < 10 ? "0" : ""}${seconds}`;
}
