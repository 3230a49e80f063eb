import { Controller } from "@hotwired/stimulus";

/**
 * Copies an address and says so in the label; without a script it is simply the link.
 *
 * @example <a href="#reply-4" data-controller="copy-link" data-action="copy-link#copy" data-done="Gekopieerd"><span>…
 */
export default class extends Controller<HTMLAnchorElement> {
  async copy(event: Event): Promise<void> {
    if (!navigator.clipboard) return;
    event.preventDefault();
    await navigator.clipboard.writeText(this.element.href);
    const label = this.element.querySelector("span") ?? this.element;
    const before = label.textContent;
    label.textContent = this.element.dataset.done ?? before;
    window.setTimeout(() => {
      label.textContent = before;
    }, 2_000);
  }
}
