import { expect, test } from "vitest";
import { handleAt, tagAt, tagsIn, withTag } from "./words";

test("the tag being typed is what follows the last comma", () => {
  expect(tagAt("klei, #uitvoe", 13)).toEqual({ text: "uitvoe", start: 5 });
  expect(tagAt("kl", 2).text).toBe("kl");
});

test("a chosen tag takes the place of what was typed", () => {
  expect(withTag("klei, uitvoe", 12, "uitvoering")).toBe("klei, uitvoering, ");
  expect(withTag("kl", 2, "klei")).toBe("klei, ");
  expect(withTag("kl, gras", 2, "klei")).toBe("klei, gras");
});

test("a handle is found after an @ that starts a word", () => {
  expect(handleAt("Misschien weet @fen", 19)).toEqual({ text: "fen", start: 16 });
  expect(handleAt("@", 1)).toEqual({ text: "", start: 1 });
});

test("an e-mail address is not a mention", () => {
  expect(handleAt("noor@delage", 11)).toBeUndefined();
});

test("tags are words between commas, each once, without their #", () => {
  expect(tagsIn("klei, #gras,,klei;  # emmer ")).toEqual(["klei", "gras", "emmer"]);
  expect(tagsIn(" , ")).toEqual([]);
});
