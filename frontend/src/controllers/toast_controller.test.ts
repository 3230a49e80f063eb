import { Application } from "@hotwired/stimulus";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import ToastController from "./toast_controller";

let application: Application;
const toast = () => document.querySelector(".toast");

async function show(stay: boolean): Promise<void> {
  document.body.innerHTML = `<div class="toast" data-controller="toast" data-toast-stay-value="${stay}"></div>`;
  await vi.advanceTimersByTimeAsync(1);
}

beforeEach(() => {
  vi.useFakeTimers();
  application = Application.start();
  application.register("toast", ToastController);
});

afterEach(() => {
  application.stop();
  vi.useRealTimers();
});

test("goes after six seconds", async () => {
  await show(false);
  await vi.advanceTimersByTimeAsync(5_900);
  expect(toast()).not.toBeNull();
  await vi.advanceTimersByTimeAsync(200);
  expect(toast()).toBeNull();
});

test("waits while somebody points at it", async () => {
  await show(false);
  toast()?.dispatchEvent(new Event("mouseenter"));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(toast()).not.toBeNull();
  toast()?.dispatchEvent(new Event("mouseleave"));
  await vi.advanceTimersByTimeAsync(6_100);
  expect(toast()).toBeNull();
});

test("an error stays", async () => {
  await show(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(toast()).not.toBeNull();
});
