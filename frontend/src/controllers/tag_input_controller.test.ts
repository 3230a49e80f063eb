import { Application } from "@hotwired/stimulus";
import { afterEach, beforeEach, expect, test } from "vitest";
import TagInputController from "./tag_input_controller";

let application: Application;
const field = () => document.querySelector("input") as HTMLInputElement;
const enter = () => {
  const event = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true });
  field().dispatchEvent(event);
  return event;
};

beforeEach(async () => {
  document.body.innerHTML = `<div data-controller="tag-input" data-tag-input-url-value="/tags/">
    <input data-tag-input-target="input"><ul id="list" hidden data-tag-input-target="list"></ul></div>`;
  application = Application.start();
  application.register("tag-input", TagInputController);
  await new Promise((done) => setTimeout(done, 0));
});

afterEach(() => application.stop());

test("enter ends the tag being typed and keeps the form", () => {
  field().value = "klei, kwe";
  expect(enter().defaultPrevented).toBe(true);
  expect(field().value).toBe("klei, kwe, ");
});

test("enter inside a tag keeps the whole of it", () => {
  field().value = "klei, kwel";
  field().setSelectionRange(2, 2);
  enter();
  expect(field().value).toBe("klei, kwel");
});

test("enter after the last tag is left to the form", () => {
  field().value = "klei, ";
  expect(enter().defaultPrevented).toBe(false);
});
