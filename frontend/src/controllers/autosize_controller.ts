import { Controller } from "@hotwired/stimulus";

/**
 * Lets a text grow with what is typed, where the browser cannot do so itself (field-sizing).
 *
 * @example <textarea data-controller="autosize"></textarea>
 */
export default class extends Controller<HTMLTextAreaElement> {
  override connect(): void {
    this.element.addEventListener("input", this.fit);
    this.fit();
  }

  override disconnect(): void {
    this.element.removeEventListener("input", this.fit);
  }

  private readonly fit = (): void => {
    this.element.style.height = "auto";
    const border = this.element.offsetHeight - this.element.clientHeight;
    this.element.style.height = `${this.element.scrollHeight + border}px`;
  };
}
