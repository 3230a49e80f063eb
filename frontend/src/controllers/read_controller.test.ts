import { Application } from "@hotwired/stimulus";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import ReadController from "./read_controller";

let application: Application;
const told = vi.fn(() => Promise.resolve(new Response()));

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", told);
  document.body.setAttribute("hx-headers", '{"X-CSRFToken": "abc"}');
  document.body.innerHTML =
    '<article data-controller="read" data-read-url-value="/berichten/4/gelezen/"></article>';
  application = Application.start();
  application.register("read", ReadController);
  await vi.advanceTimersByTimeAsync(0);
});

afterEach(() => {
  application.stop();
  told.mockClear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a page that is open for five seconds is told of once", async () => {
  await vi.advanceTimersByTimeAsync(4_900);
  expect(told).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(told).toHaveBeenCalledOnce();
  expect(told).toHaveBeenCalledWith("/berichten/4/gelezen/", {
    method: "POST",
    headers: { "X-CSRFToken": "abc" },
    keepalive: true,
  });
});

test("a page that is left earlier is not told of", async () => {
  await vi.advanceTimersByTimeAsync(3_000);
  document.body.innerHTML = "";
  await vi.advanceTimersByTimeAsync(20_000);
  expect(told).not.toHaveBeenCalled();
});
