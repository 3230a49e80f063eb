import { Application } from "@hotwired/stimulus";
import { afterEach, beforeEach, expect, test } from "vitest";
import DraftController from "./draft_controller";

const FORM = `<form data-controller="draft" data-draft-key-value="write"><input name="title">
  <input type="radio" name="kind" value="note" checked><input type="radio" name="kind" value="idea">
  <input type="password" name="secret"><textarea name="text"></textarea></form>`;
let application: Application;

async function open(html: string, viewer = "7"): Promise<void> {
  document.body.dataset.viewer = viewer;
  document.body.innerHTML = html;
  await new Promise((done) => setTimeout(done, 0));
}

const field = (name: string) => document.querySelector(`[name=${name}]`) as HTMLInputElement;

function type(name: string, value: string): void {
  field(name).value = value;
  field(name).dispatchEvent(new Event("input", { bubbles: true }));
}

beforeEach(async () => {
  sessionStorage.clear();
  application = Application.start();
  application.register("draft", DraftController);
  await open(FORM);
});

afterEach(() => application.stop());

test("what was typed is there when the form comes back", async () => {
  (document.querySelector("[value=idea]") as HTMLInputElement).checked = true;
  type("text", "Natte klei");
  await open(FORM);
  expect(field("text").value).toBe("Natte klei");
  expect((document.querySelector("[value=idea]") as HTMLInputElement).checked).toBe(true);
});

test("nobody else who signs in here sees it", async () => {
  type("text", "Natte klei");
  await open(FORM, "8");
  expect(field("text").value).toBe("");
});

test("a password is never kept", () => {
  type("secret", "geheim");
  expect(JSON.stringify(sessionStorage)).not.toContain("geheim");
});

test("a form that was sent and comes back clean had arrived", async () => {
  type("text", "Natte klei");
  document.querySelector("form")?.dispatchEvent(new Event("submit"));
  await open(FORM);
  expect(field("text").value).toBe("");
});

test("a form that was sent and comes back with errors had not", async () => {
  type("text", "Natte klei");
  document.querySelector("form")?.dispatchEvent(new Event("submit"));
  await open(FORM.replace('name="title"', 'name="title" aria-invalid="true"'));
  expect(field("text").value).toBe("Natte klei");
});
