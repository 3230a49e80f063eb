import { Controller } from "@hotwired/stimulus";

/**
 * Goes after six seconds, but not while somebody reads or reaches for it; an error stays until it is closed.
 *
 * @example <div class="toast" data-controller="toast" data-toast-stay-value="false">…</div>
 */
export default class extends Controller {
  static override values = { stay: Boolean };
  declare readonly stayValue: boolean;
  private timer = 0;

  override connect(): void {
    if (this.stayValue) return;
    for (const name of ["mouseenter", "focusin"]) this.element.addEventListener(name, this.hold);
    for (const name of ["mouseleave", "focusout"]) this.element.addEventListener(name, this.start);
    this.start();
  }

  override disconnect(): void {
    this.hold();
  }

  close(): void {
    this.element.remove();
  }

  private readonly start = (): void => {
    this.timer = window.setTimeout(() => this.close(), 6_000);
  };

  private readonly hold = (): void => {
    window.clearTimeout(this.timer);
  };
}
