import { beforeEach, expect, test } from "vitest";
import { Drafts } from "./drafts";

let drafts: Drafts;

beforeEach(() => {
  sessionStorage.clear();
  drafts = new Drafts(sessionStorage);
  drafts.keep("write", { title: "Natte klei" });
});

test("what was typed is read back", () => {
  expect(drafts.read("write")?.values.title).toBe("Natte klei");
});

test("a draft that was not sent survives every page", () => {
  drafts.settle(true, []);
  drafts.settle(false, []);
  expect(drafts.read("write")).toBeDefined();
});

test("a draft that was sent is gone on the next page of the café", () => {
  drafts.markSent("write");
  drafts.settle(true, []);
  expect(drafts.read("write")).toBeUndefined();
});

test("a draft that was sent comes back after signing in again", () => {
  drafts.markSent("write");
  drafts.settle(false, []);
  drafts.settle(true, ["write"]);
  drafts.settle(true, []);
  expect(drafts.read("write")?.values.title).toBe("Natte klei");
});
