import { Controller } from "@hotwired/stimulus";

/**
 * Keyboard and closing for a menu in <details>, which opens without any script.
 *
 * @example
 * <details class="pop" data-controller="menu">
 *   <summary data-menu-target="summary">…</summary><div class="menu" data-menu-target="panel"><a>…</a></div>
 * </details>
 */
export default class extends Controller<HTMLDetailsElement> {
  static override targets = ["summary", "panel"];
  declare readonly summaryTarget: HTMLElement;
  declare readonly panelTarget: HTMLElement;

  override connect(): void {
    this.element.addEventListener("keydown", this.key);
    document.addEventListener("click", this.leave);
    document.addEventListener("focusin", this.leave);
  }

  override disconnect(): void {
    this.element.removeEventListener("keydown", this.key);
    document.removeEventListener("click", this.leave);
    document.removeEventListener("focusin", this.leave);
  }

  private readonly key = (event: KeyboardEvent): void => {
    if (!this.element.open && event.key !== "ArrowDown") return;
    if (event.key === "Escape") this.close();
    else if (event.key === "ArrowDown") this.move(1);
    else if (event.key === "ArrowUp") this.move(-1);
    else return;
    event.preventDefault();
  };

  private readonly leave = (event: Event): void => {
    if (!this.element.contains(event.target as Node)) this.element.open = false;
  };

  private close(): void {
    this.element.open = false;
    this.summaryTarget.focus();
  }

  private move(step: number): void {
    this.element.open = true;
    const items = [...this.panelTarget.querySelectorAll<HTMLElement>("a, button")];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const next = at < 0 && step < 0 ? items.length - 1 : (at + step + items.length) % items.length;
    items[next]?.focus();
  }
}
