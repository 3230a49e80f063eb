import { Controller } from "@hotwired/stimulus";

/**
 * Shows what you type.
 *
 * @example
 * <div class="pw" data-controller="password"><input type="password" data-password-target="input">
 *   <button type="button" hidden data-password-target="button" data-action="password#toggle" data-show="Toon"
 *           data-hide="Verberg"><span>Toon</span></button></div>
 */
export default class extends Controller {
  static override targets = ["input", "button"];
  declare readonly inputTarget: HTMLInputElement;
  declare readonly buttonTarget: HTMLButtonElement;

  override connect(): void {
    this.buttonTarget.hidden = false;
  }

  toggle(): void {
    const shown = this.inputTarget.type === "password";
    this.inputTarget.type = shown ? "text" : "password";
    this.buttonTarget.setAttribute("aria-pressed", String(shown));
    const label = this.buttonTarget.querySelector("span");
    if (label) label.textContent = this.buttonTarget.dataset[shown ? "hide" : "show"] ?? "";
  }
}
