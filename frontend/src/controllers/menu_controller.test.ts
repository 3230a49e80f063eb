import { Application } from "@hotwired/stimulus";
import { afterEach, beforeEach, expect, test } from "vitest";
import MenuController from "./menu_controller";

let application: Application;
const menu = () => document.querySelector("details") as HTMLDetailsElement;
const press = (key: string) =>
  document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));

beforeEach(async () => {
  document.body.innerHTML = `<details data-controller="menu"><summary tabindex="0" data-menu-target="summary">Meer</summary>
    <div data-menu-target="panel"><a href="/a">Een</a><button>Twee</button></div></details><a href="/b">Buiten</a>`;
  application = Application.start();
  application.register("menu", MenuController);
  await new Promise((done) => setTimeout(done, 0));
  document.querySelector<HTMLElement>("summary")?.focus();
});

afterEach(() => application.stop());

test("arrow down opens and walks round", () => {
  press("ArrowDown");
  expect(menu().open).toBe(true);
  expect(document.activeElement?.textContent).toBe("Een");
  press("ArrowDown");
  press("ArrowDown");
  expect(document.activeElement?.textContent).toBe("Een");
});

test("escape closes and gives the focus back", () => {
  press("ArrowDown");
  press("Escape");
  expect(menu().open).toBe(false);
  expect(document.activeElement?.tagName).toBe("SUMMARY");
});

test("a click elsewhere closes", () => {
  press("ArrowDown");
  document.querySelector<HTMLElement>("body > a")?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  expect(menu().open).toBe(false);
});
