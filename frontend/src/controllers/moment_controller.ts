import { Controller } from "@hotwired/stimulus";
import { isRecent, momentText } from "../lib/moment";

/**
 * Makes a moment relative, and keeps it true while the page is open.
 *
 * @example <time datetime="2025-11-18T14:51:00+01:00" data-controller="moment" data-moment-clock-value="14.51 uur">…
 */
export default class extends Controller<HTMLTimeElement> {
  static override values = { clock: String };
  declare readonly clockValue: string;
  private timer = 0;

  override connect(): void {
    const then = new Date(this.element.dateTime);
    const now = new Date();
    this.element.textContent = momentText(then, now, document.documentElement.lang, this.clockValue);
    if (isRecent(then, now)) this.timer = window.setTimeout(() => this.connect(), 30_000);
  }

  override disconnect(): void {
    window.clearTimeout(this.timer);
  }
}
