import { Application } from "@hotwired/stimulus";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import MineController from "./mine_controller";

const REPLY = `
  <article data-controller="mine" data-mine-author-value="7">
    <a id="edit" data-for="own" data-href="/1/bewerken/" hidden></a><a id="remove" data-for="own clear" hidden></a>
  </article>`;
const ROW = `
  <span id="row" data-controller="mine" data-mine-message-value="12">
    <button id="thanks" name="react" value="12:thanks"></button>
    <button id="agree" name="react" value="12:agree"></button>
  </span>`;

let application: Application;

async function show(mine: object, html: string): Promise<void> {
  document.body.innerHTML = `<script type="application/json" id="mine">${JSON.stringify(mine)}</script>${html}`;
  application = Application.start();
  application.register("mine", MineController);
  await settled();
}

const settled = () => new Promise((resolve) => setTimeout(resolve));
const byId = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;

describe("what is mine in a conversation", () => {
  beforeEach(() => {
    document.body.innerHTML = "";
  });
  afterEach(() => application.stop());

  it("lets an author edit and remove", async () => {
    await show({ me: 7, may: [], reactions: {} }, REPLY);
    expect([byId("edit").hidden, byId("remove").hidden]).toEqual([false, false]);
  });

  it("lets a moderator remove and not edit", async () => {
    await show({ me: 8, may: ["clear"], reactions: {} }, REPLY);
    expect([byId("edit").hidden, byId("remove").hidden]).toEqual([true, false]);
  });

  it("lets nobody else do either", async () => {
    await show({ me: 8, may: [], reactions: {} }, REPLY);
    expect([byId("edit").hidden, byId("remove").hidden]).toEqual([true, true]);
  });

  it("gives an address only to what one may open", async () => {
    await show({ me: 7, may: [], reactions: {} }, REPLY);
    expect(byId("edit").getAttribute("href")).toBe("/1/bewerken/");
    expect(byId("remove").hasAttribute("href")).toBe(false);
    application.stop();
    await show({ me: 8, may: ["clear"], reactions: {} }, REPLY);
    expect(byId("edit").hasAttribute("href")).toBe(false);
  });

  it("shows which reactions are pressed, and pressing one again takes it back", async () => {
    await show({ me: 8, may: [], reactions: { "12": ["thanks"] } }, ROW);
    const thanks = byId<HTMLButtonElement>("thanks");
    const agree = byId<HTMLButtonElement>("agree");
    expect([thanks.getAttribute("aria-pressed"), thanks.name]).toEqual(["true", "unreact"]);
    expect([agree.getAttribute("aria-pressed"), agree.name]).toEqual(["false", "react"]);
  });

  it("marks a row that takes the place of another with what the answer said", async () => {
    await show({ me: 8, may: [], reactions: {} }, ROW);
    document.dispatchEvent(new CustomEvent("mine:changed", { detail: { message: "12", kinds: ["agree"] } }));
    byId("row").outerHTML = ROW;
    await settled();
    expect(byId("agree").getAttribute("aria-pressed")).toBe("true");
    expect(byId("thanks").getAttribute("aria-pressed")).toBe("false");
  });

  it("leaves a page without a conversation alone", async () => {
    document.body.innerHTML = ROW;
    application = Application.start();
    application.register("mine", MineController);
    await settled();
    expect(byId("thanks").hasAttribute("aria-pressed")).toBe(false);
  });
});
