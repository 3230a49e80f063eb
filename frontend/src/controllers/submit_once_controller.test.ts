import { Application } from "@hotwired/stimulus";
import { afterEach, beforeEach, expect, test } from "vitest";
import SubmitOnceController from "./submit_once_controller";

let application: Application;
const form = () => document.querySelector("form") as HTMLFormElement;
const button = () => document.querySelector("button") as HTMLButtonElement;

function send(): SubmitEvent {
  const event = new SubmitEvent("submit", { cancelable: true, submitter: button() });
  form().dispatchEvent(event);
  return event;
}

beforeEach(async () => {
  document.body.innerHTML = `<form data-controller="submit-once"><button data-busy="Plaatsen…">Plaats</button></form>`;
  application = Application.start();
  application.register("submit-once", SubmitOnceController);
  await new Promise((done) => setTimeout(done, 0));
});

afterEach(() => application.stop());

test("the first time goes through and the button says so", () => {
  expect(send().defaultPrevented).toBe(false);
  expect(button().textContent).toBe("Plaatsen…");
  expect(button().disabled).toBe(false);
});

test("the second time goes nowhere", () => {
  send();
  expect(send().defaultPrevented).toBe(true);
});

test("an answer gives the button back", () => {
  send();
  form().dispatchEvent(new Event("htmx:afterRequest"));
  expect(button().textContent).toBe("Plaats");
  expect(send().defaultPrevented).toBe(false);
});
