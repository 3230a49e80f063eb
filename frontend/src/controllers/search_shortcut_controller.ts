import { Controller } from "@hotwired/stimulus";

/**
 * "/" goes to the search box, unless somebody is typing.
 *
 * @example <input type="search" data-controller="search-shortcut">
 */
export default class extends Controller<HTMLInputElement> {
  override connect(): void {
    document.addEventListener("keydown", this.key);
  }

  override disconnect(): void {
    document.removeEventListener("keydown", this.key);
  }

  private readonly key = (event: KeyboardEvent): void => {
    const typing = (event.target as Element).closest("input, textarea, select, [contenteditable], dialog");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.element.focus();
    this.element.select();
  };
}
