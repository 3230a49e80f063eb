import { Application } from "@hotwired/stimulus";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import AutosaveController from "./autosave_controller";

const FORM = `<form data-controller="autosave" data-autosave-slot-value="write" data-autosave-url-value="/concept/"
    data-autosave-address-value="?concept={key}" data-autosave-saved-value="Bewaard om {time}" data-autosave-offline-value="zonder net">
  <input type="hidden" name="csrfmiddlewaretoken" value="t"><input type="hidden" name="client_key" value="k1">
  <input type="hidden" name="draft_number" value="0"><input name="title"><div data-autosave-target="strips"></div>
  <span data-autosave-target="status"></span>
  ${["newer", "signed-out", "copy"].map((name) => `<template data-autosave-target="strip" data-name="${name}"><div class="${name}"><b data-words>om {time}</b><button type="button" data-action="autosave#${name === "newer" ? "keepMine" : "throwAway"}">x</button></div></template>`).join("")}
</form>`;
let application: Application;
let answers: [number, object][];
let sent: URLSearchParams[];
const field = (name: string) => document.querySelector(`[name=${name}]`) as HTMLInputElement;
const status = () => document.querySelector("[data-autosave-target=status]")?.textContent;
const strip = () => document.querySelector("[data-autosave-target=strips]")?.firstElementChild;

async function open(): Promise<void> {
  document.documentElement.lang = "nl";
  document.body.dataset.viewer = "7";
  document.body.innerHTML = FORM;
  await vi.advanceTimersByTimeAsync(50);
}

function type(value: string): void {
  field("title").value = value;
  field("title").dispatchEvent(new Event("input", { bubbles: true }));
}

beforeEach(async () => {
  vi.useFakeTimers();
  localStorage.clear();
  answers = [];
  sent = [];
  vi.stubGlobal("fetch", async (_url: string, { body }: { body: URLSearchParams }) => {
    sent.push(body);
    const [code, said] = answers.shift() ?? [200, { number: sent.length, saved_at: "9.14 uur" }];
    if (code === 0) throw new TypeError("offline");
    return { status: code, json: async () => said };
  });
  application = Application.start();
  application.register("autosave", AutosaveController);
  await open();
});

afterEach(() => {
  document.body.innerHTML = "";
  application.stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("two seconds after the last key it is saved, and says when", async () => {
  type("Kl");
  await vi.advanceTimersByTimeAsync(1500);
  type("Klei");
  await vi.advanceTimersByTimeAsync(1900);
  expect(sent).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(200);
  expect(sent[0]?.get("title")).toBe("Klei");
  expect(status()).toBe("Bewaard om 9.14 uur");
  expect(field("draft_number").value).toBe("1");
  expect(localStorage.length).toBe(0);
});

test("who never stops typing is saved every fifteen seconds", async () => {
  for (let second = 0; second < 16; second += 1) {
    type(`Klei ${second}`);
    await vi.advanceTimersByTimeAsync(1000);
  }
  expect(sent).toHaveLength(1);
});

test("without a network the text stays on the device and goes as soon as it can", async () => {
  answers = [[0, {}]];
  type("Klei");
  await vi.advanceTimersByTimeAsync(2100);
  expect(status()).toBe("zonder net");
  expect(localStorage.length).toBe(1);
  window.dispatchEvent(new Event("online"));
  await vi.advanceTimersByTimeAsync(10);
  expect(status()).toBe("Bewaard om 9.14 uur");
  expect(localStorage.length).toBe(0);
});

test("an answer that got lost is not another device", async () => {
  answers = [
    [0, {}],
    [409, { number: 1, saved_at: "9.15 uur" }],
    [200, { number: 2, saved_at: "9.16 uur" }],
  ];
  type("Klei");
  await vi.advanceTimersByTimeAsync(20_000);
  expect(strip()).toBeFalsy();
  expect(field("draft_number").value).toBe("2");
});

test("another device's text is asked about, and nothing is sent meanwhile", async () => {
  answers = [[409, { number: 4, saved_at: "9.15 uur", html: "", title: "Gras" }]];
  type("Klei");
  await vi.advanceTimersByTimeAsync(2100);
  expect(strip()?.textContent).toContain("om 9.15 uur");
  type("Klei en gras");
  await vi.advanceTimersByTimeAsync(20_000);
  expect(sent).toHaveLength(1);
  strip()?.querySelector("button")?.click();
  await vi.advanceTimersByTimeAsync(10);
  expect(sent[1]?.get("draft_number")).toBe("4");
  expect(strip()).toBeFalsy();
});

test("who is signed out hears it, and is saved after signing in again", async () => {
  answers = [[401, { message: "" }]];
  type("Klei");
  await vi.advanceTimersByTimeAsync(2100);
  expect(strip()?.className).toBe("signed-out");
  await vi.advanceTimersByTimeAsync(15_000);
  expect(strip()).toBeFalsy();
  expect(status()).toBe("Bewaard om 9.14 uur");
});

test("what never arrived is offered when the form opens again, and can be thrown away", async () => {
  answers = [[0, {}]];
  type("Klei");
  await vi.advanceTimersByTimeAsync(500);
  await open();
  expect(strip()?.className).toBe("copy");
  strip()?.querySelector("button")?.click();
  expect(localStorage.length).toBe(0);
  expect(strip()).toBeFalsy();
});

test("what was sent and came back clean had arrived", async () => {
  type("Klei");
  document.querySelector("form")?.dispatchEvent(new Event("submit"));
  await open();
  expect(strip()).toBeFalsy();
  expect(localStorage.length).toBe(0);
});

test("what was left with its page and saved on the way is not asked about", async () => {
  type("Klei");
  window.dispatchEvent(new Event("pagehide"));
  document.body.innerHTML = ""; // the answer finds nobody
  await open();
  expect(strip()).toBeFalsy();
  expect(sent.at(-1)?.get("title")).toBe("Klei");
  expect(localStorage.length).toBe(0);
});
