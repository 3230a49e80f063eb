import { Controller } from "@hotwired/stimulus";

/**
 * The one dialog of a page. Whatever htmx puts into it opens it; an empty answer closes it. The browser traps
 * the focus and gives it back.
 *
 * @example
 * <a href="/bewaren/" hx-get="/bewaren/" hx-target="#dialog">…</a>
 * <dialog id="dialog" data-controller="dialog"></dialog>   with  <button data-action="dialog#close"> inside
 */
export default class extends Controller<HTMLDialogElement> {
  override connect(): void {
    this.element.addEventListener("htmx:afterSwap", this.show);
    this.element.addEventListener("click", this.outside);
    this.element.addEventListener("close", this.empty);
  }

  override disconnect(): void {
    this.element.removeEventListener("htmx:afterSwap", this.show);
    this.element.removeEventListener("click", this.outside);
    this.element.removeEventListener("close", this.empty);
  }

  close(): void {
    this.element.close();
  }

  private readonly show = (): void => {
    if (this.element.childElementCount === 0) this.element.close();
    else if (!this.element.open) this.element.showModal();
  };

  // The dialog itself is only hit beside its content: on the backdrop.
  private readonly outside = (event: MouseEvent): void => {
    if (event.target === this.element) this.element.close();
  };

  private readonly empty = (): void => {
    this.element.replaceChildren();
  };
}
