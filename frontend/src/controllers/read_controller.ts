import { Controller } from "@hotwired/stimulus";

const PAUSE = 5_000;

/**
 * Tells, once, that a page has been read: five seconds after it was opened, as long as it is looked at.
 *
 * @example <article data-controller="read" data-read-url-value="/berichten/4/gelezen/">
 */
export default class extends Controller {
  static override values = { url: String };
  declare readonly urlValue: string;
  private timer = 0;

  override connect(): void {
    document.addEventListener("visibilitychange", this.watch);
    this.watch();
  }

  override disconnect(): void {
    document.removeEventListener("visibilitychange", this.watch);
    window.clearTimeout(this.timer);
  }

  private readonly watch = (): void => {
    window.clearTimeout(this.timer);
    if (document.visibilityState === "visible") this.timer = window.setTimeout(this.tell, PAUSE);
  };

  private readonly tell = (): void => {
    document.removeEventListener("visibilitychange", this.watch);
    const headers = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}") as Record<string, string>;
    void fetch(this.urlValue, { method: "POST", headers, keepalive: true }).catch(() => undefined);
  };
}
