import { beforeEach, expect, test, vi } from "vitest";
import { Suggestions } from "./suggestions";

const OPTIONS = `<li role="option" data-value="klei">#klei</li><li role="option" data-value="kleidijk">#kleidijk</li>`;
let field: HTMLInputElement;
let list: HTMLUListElement;
const choose = vi.fn();
const press = (key: string) => new KeyboardEvent("keydown", { key, cancelable: true });

function suggestions(startsAtFirst = false): Suggestions {
  return new Suggestions(field, list, "/tags/", choose, startsAtFirst);
}

beforeEach(() => {
  document.body.innerHTML = `<input role="combobox"><ul id="list" hidden></ul>`;
  field = document.querySelector("input") as HTMLInputElement;
  list = document.querySelector("ul") as HTMLUListElement;
  choose.mockClear();
});

test("arrows go round and enter chooses", () => {
  const box = suggestions();
  box.show(OPTIONS);
  expect(field.getAttribute("aria-expanded")).toBe("true");
  box.key(press("ArrowUp"));
  expect(field.getAttribute("aria-activedescendant")).toBe("list-1");
  box.key(press("ArrowDown"));
  box.key(press("Enter"));
  expect(choose).toHaveBeenCalledWith("klei", expect.any(HTMLElement));
  expect(box.open).toBe(false);
});

test("enter is left to the form while nothing is chosen", () => {
  const box = suggestions();
  box.show(OPTIONS);
  expect(box.key(press("Enter"))).toBe(false);
});

test("a list that starts at the first takes it with enter", () => {
  const box = suggestions(true);
  box.show(OPTIONS);
  box.key(press("Enter"));
  expect(choose).toHaveBeenCalledWith("klei", expect.any(HTMLElement));
});

test("escape closes, and an empty answer never opens", () => {
  const box = suggestions();
  box.show(OPTIONS);
  expect(box.key(press("Escape"))).toBe(true);
  box.show("");
  expect(box.open).toBe(false);
});

/** Answers when told to. */
function held(): Array<(options: string) => void> {
  const answers: Array<(options: string) => void> = [];
  vi.stubGlobal("fetch", (_: URL, { signal }: { signal: AbortSignal }) => {
    return new Promise((arrive, fail) => {
      signal.addEventListener("abort", () => fail(signal.reason));
      answers.push((options) => arrive({ ok: true, redirected: false, text: async () => options }));
    });
  });
  return answers;
}

test("who typed on gets the answer to the last", async () => {
  const answers = held();
  const box = suggestions();
  void box.load("kl");
  const last = box.load("kle");
  await Promise.resolve();
  answers[1]?.(OPTIONS);
  await last;
  expect(box.open).toBe(true);
});

test("an answer that comes after escape opens nothing", async () => {
  const answers = held();
  const box = suggestions();
  const asked = box.load("kl");
  expect(box.key(press("Escape"))).toBe(false);
  answers[0]?.(OPTIONS);
  await asked;
  expect(box.open).toBe(false);
});

test("what would be asked after a rest is not asked after escape", () => {
  vi.useFakeTimers();
  const fetched = vi.fn();
  vi.stubGlobal("fetch", fetched);
  const box = suggestions();
  box.ask("kl");
  box.key(press("Escape"));
  vi.runAllTimers();
  expect(fetched).not.toHaveBeenCalled();
  vi.useRealTimers();
});
