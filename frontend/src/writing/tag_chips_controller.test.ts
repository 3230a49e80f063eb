import { Application } from "@hotwired/stimulus";
import { afterEach, beforeEach, expect, test } from "vitest";
import TagChipsController from "./tag_chips_controller";

let application: Application;
const field = () => document.querySelector("[name=tags]") as HTMLInputElement;
const input = () => document.querySelector("[role=combobox]") as HTMLInputElement;
const chips = () => [...document.querySelectorAll("button.tag")].map((chip) => chip.textContent?.trim());

function press(key: string): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  input().dispatchEvent(event);
  return event;
}

function type(text: string): void {
  input().value = text;
  input().dispatchEvent(new Event("input", { bubbles: true }));
}

beforeEach(async () => {
  document.body.innerHTML = `<div data-controller="tag-chips" data-tag-chips-url-value="/tags/" data-tag-chips-remove-value="Haal #{tag} weg">
    <label for="id_tags">Tags</label><ul data-tag-chips-target="chips"></ul><template data-tag-chips-target="mark"></template>
    <input name="tags" id="id_tags" value="bewoners, klei" data-tag-chips-target="field">
    <ul id="list" hidden data-tag-chips-target="list"></ul></div>`;
  application = Application.start();
  application.register("tag-chips", TagChipsController);
  await new Promise((done) => setTimeout(done, 0));
});

afterEach(() => application.stop());

test("what the field holds stands as chips, and the label is of the new field", () => {
  expect(chips()).toEqual(["#bewoners", "#klei"]);
  expect(input().id).toBe("id_tags");
  expect(field().type).toBe("hidden");
});

test("enter and comma end a tag; a tag is there once", () => {
  type("gras");
  expect(press("Enter").defaultPrevented).toBe(true);
  type("#Klei, emmer,");
  expect(field().value).toBe("bewoners, klei, gras, emmer");
});

test("enter with nothing typed is left to the form", () => {
  expect(press("Enter").defaultPrevented).toBe(false);
});

test("backspace in an empty field takes the last, a press on a chip that one", () => {
  press("Backspace");
  expect(chips()).toEqual(["#bewoners"]);
  (document.querySelector("button.tag") as HTMLButtonElement).click();
  expect(field().value).toBe("");
  expect(document.activeElement).toBe(input());
});

test("what was half typed when one leaves the field counts", () => {
  type("gras");
  input().dispatchEvent(new Event("blur"));
  expect(field().value).toBe("bewoners, klei, gras");
});
