// Proved: memory, a Blob and a pipe give the same bytes; a pipe goes forwards only, and holds no more than it must.

import fc from "fast-check";
import { expect, test } from "vitest";
import { blobSource, bytesSource, partOf, readExactly, streamSource } from "../../src/io/byte-source";

const pieces = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 20 });
const join = (parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

test("the same bytes from each", async () => {
  const reads = fc.array(fc.tuple(fc.nat(30), fc.nat(50)), { maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(pieces, reads, fc.nat(10), async (parts, steps, first) => {
      const whole = join(parts);
      const size = Math.max(0, whole.length - first);
      const sources = [
        bytesSource(whole),
        streamSource(parts),
        blobSource(new Blob(parts.map((part) => new Uint8Array(part)))),
      ];
      let offset = 0;
      for (const [step, length] of steps) {
        offset += step;
        for (const source of sources)
          expect([...(await source.read(offset, length))]).toEqual([...whole.slice(offset, offset + length)]);
      }
      const part = partOf(bytesSource(whole), first, size);
      expect([...(await part.read(0, 1000))]).toEqual([...whole.slice(first)]);
    }),
  );
});

test("a pipe is read forwards, and only as far as asked", async () => {
  let given = 0;
  async function* endless() {
    for (;;) {
      given++;
      yield new Uint8Array(10).fill(given);
    }
  }
  const source = streamSource(endless());
  expect([...(await source.read(35, 2))]).toEqual([4, 4]);
  expect(given).toBe(4);
  await expect(source.read(0, 1)).rejects.toMatchObject({
    name: "FormatError",
    message: "byte 0: a pipe is read forwards only, and is at byte 30; save it as a file first",
  });
  expect([...(await source.read(39, 2))]).toEqual([4, 5]);
});

test("as many bytes as were asked for, or none", async () => {
  const source = bytesSource(Uint8Array.of(1, 2, 3));
  expect(await readExactly(source, 1, 2, "a number")).toEqual(Uint8Array.of(2, 3));
  await expect(readExactly(source, 1, 3, "a number")).rejects.toThrow(
    "byte 1: expected a number of 3 bytes, but the file ends after 2",
  );
});
