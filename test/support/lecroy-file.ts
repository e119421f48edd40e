// Files as a LeCroy oscilloscope writes them, by the template LECROY_2_3.

/** What may be said of a file that is made for a test. */
export interface LecroyFile {
  readonly samples: readonly number[];
  readonly bits?: 8 | 16;
  readonly order?: "HIFIRST" | "LOFIRST";
  /** What stands before WAVEDESC; a number is the length that `#9` tells. */
  readonly prefix?: string | number;
  readonly userText?: number;
  readonly gain?: number;
  readonly offset?: number;
  readonly interval?: number;
  readonly horizontalOffset?: number;
  /** Fields written over those above: byte in WAVEDESC, width, value. */
  readonly fields?: readonly (readonly [at: number, width: 1 | 2 | 4, value: number])[];
  readonly texts?: readonly (readonly [at: number, text: string])[];
}

/** The bytes of such a file. */
export function lecroyFile({
  samples,
  bits = 16,
  order = "LOFIRST",
  prefix,
  userText = 0,
  gain = 0.25,
  offset = 0.5,
  interval = 4e-7,
  horizontalOffset = -0.05,
  fields = [],
  texts = [],
}: LecroyFile): Uint8Array {
  const isLittle = order === "LOFIRST";
  const width = bits / 8;
  const body = new Uint8Array(346 + userText + width * samples.length);
  const view = new DataView(body.buffer);
  const ascii = (at: number, text: string) => body.set(new TextEncoder().encode(text), at);
  ascii(0, "WAVEDESC");
  ascii(16, "LECROY_2_3");
  view.setUint16(32, bits === 8 ? 0 : 1, isLittle);
  view.setUint16(34, isLittle ? 1 : 0, isLittle);
  const long = (at: number, value: number) => view.setUint32(at, value, isLittle);
  long(36, 346);
  long(40, userText);
  long(60, width * samples.length);
  ascii(76, "LECROYHDO6104");
  long(116, samples.length);
  long(128, samples.length - 1);
  long(136, 1);
  long(144, 1);
  view.setFloat32(156, gain, isLittle);
  view.setFloat32(160, offset, isLittle);
  view.setFloat32(176, interval, isLittle);
  view.setFloat64(180, horizontalOffset, isLittle);
  ascii(196, "V");
  ascii(244, "S");
  view.setFloat64(296, 21.25, isLittle);
  body.set([10, 9, 19, 10], 304);
  view.setUint16(308, 2016, isLittle);
  for (const [at, text] of texts) ascii(at, text.padEnd(16, "\0"));
  for (const [at, size, value] of fields) {
    if (size === 1) view.setUint8(at, value);
    else if (size === 2) view.setUint16(at, value, isLittle);
    else long(at, value);
  }
  samples.forEach((x, i) => {
    const at = 346 + userText + width * i;
    if (bits === 8) view.setInt8(at, x);
    else view.setInt16(at, x, isLittle);
  });
  const length = typeof prefix === "number" ? prefix : body.length;
  const before = typeof prefix === "string" ? prefix : `C1:WF ALL,#9${String(length).padStart(9, "0")}`;
  const bytes = new Uint8Array(before.length + body.length + 1);
  bytes.set(new TextEncoder().encode(before));
  bytes.set(body, before.length);
  bytes[bytes.length - 1] = 10;
  return bytes;
}
