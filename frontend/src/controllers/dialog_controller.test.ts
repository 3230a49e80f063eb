import { Application } from "@hotwired/stimulus";
import { afterEach, beforeEach, expect, test } from "vitest";
import DialogController from "./dialog_controller";

let application: Application;
const dialog = () => document.querySelector("dialog") as HTMLDialogElement;
const open = (elt: Element | null) => {
  dialog().innerHTML = "<button>Verwijder</button>";
  dialog().dispatchEvent(new CustomEvent("htmx:afterSwap", { detail: { requestConfig: { elt } } }));
};

beforeEach(async () => {
  document.body.innerHTML = `<details><summary tabindex="0">Meer</summary><a href="/weg/">Verwijder</a></details>
    <a id="loose" href="/antwoord/">Antwoord</a><dialog data-controller="dialog"></dialog>`;
  application = Application.start();
  application.register("dialog", DialogController);
  await new Promise((done) => setTimeout(done, 0));
});

afterEach(() => application.stop());

test("the focus goes back to the button of the menu it was opened from", () => {
  open(document.querySelector("details a"));
  dialog().close();
  expect(document.activeElement?.tagName).toBe("SUMMARY");
});

test("the focus goes back to what opened it", () => {
  open(document.querySelector("#loose"));
  dialog().close();
  expect(document.activeElement?.id).toBe("loose");
});

test("what was in it is gone when it closes", () => {
  open(null);
  dialog().close();
  expect(dialog().childElementCount).toBe(0);
});
