import { expect, test } from "vitest";
import { Queue, sizeInWords, timeInWords } from "./upload";

test("two at once, the others in the order of coming", async () => {
  const queue = new Queue(2);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const work = (number: number) =>
    queue.run(() => {
      begun.push(number);
      return new Promise<void>((end) => ends.push(end));
    });
  const all = [1, 2, 3, 4].map(work);
  await Promise.resolve();
  expect(begun).toEqual([1, 2]);
  ends[1]?.();
  await all[1];
  expect(begun).toEqual([1, 2, 3]);
  ends[0]?.();
  ends[2]?.();
  await Promise.all([all[0], all[2]]);
  expect(begun).toEqual([1, 2, 3, 4]);
});

test("a failed one makes room", async () => {
  const queue = new Queue(1);
  await expect(queue.run(() => Promise.reject(new Error("stuk")))).rejects.toThrow("stuk");
  expect(await queue.run(async () => "goed")).toBe("goed");
});

test("sizes and times in the reader's words", () => {
  expect(sizeInWords(84_300, "nl")).toBe("84 kB");
  expect(sizeInWords(18_000_000, "nl")).toBe("18 MB");
  expect(timeInWords(12, "nl")).toBe("12 seconden");
  expect(timeInWords(300, "en")).toBe("5 minutes");
});
