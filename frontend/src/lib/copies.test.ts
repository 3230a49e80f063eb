import { beforeEach, expect, test } from "vitest";
import { Copies } from "./copies";

const noor = new Copies(localStorage, "7");
const keys = (copies: Copies) => copies.of("write").map((found) => found.key);

beforeEach(() => localStorage.clear());

test("what was kept is there again, the newest first", () => {
  noor.keep("write", "a", [["title", "Klei"]]);
  const later = { said: [["title", "Gras"]], at: Date.now() + 1000, state: "typed" as const };
  localStorage.setItem("copy:7/write/b", JSON.stringify(later));
  expect(keys(noor)).toEqual(["b", "a"]);
  noor.forget("write", "b");
  expect(noor.of("write")[0]?.copy.said).toEqual([["title", "Klei"]]);
});

test("one form never sees another's", () => {
  noor.keep("edit-post-1", "a", [["title", "Klei"]]);
  noor.keep("edit-post-12", "b", [["title", "Gras"]]);
  expect(noor.of("edit-post-1").map((found) => found.key)).toEqual(["a"]);
});

test("the next page of the café throws away what was sent and what another person left", () => {
  const bas = new Copies(localStorage, "8");
  noor.keep("write", "sent", [], "sent");
  noor.keep("write", "open", []);
  bas.keep("write", "his", []);
  noor.settle(true, []);
  expect(keys(noor)).toEqual(["open"]);
  expect(keys(bas)).toEqual([]);
});

test("a page that asks to sign in keeps everything", () => {
  noor.keep("write", "sent", [], "sent");
  new Copies(localStorage, "").settle(false, []);
  expect(keys(noor)).toEqual(["sent"]);
});

test("the form that comes back after errors keeps its copy", () => {
  noor.keep("write", "sent", [], "sent");
  noor.settle(true, ["write"]);
  expect(keys(noor)).toEqual(["sent"]);
});

test("signing out leaves nothing behind", () => {
  noor.keep("write", "a", []);
  noor.forgetAll();
  expect(localStorage.length).toBe(0);
});
