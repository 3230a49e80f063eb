import { Controller } from "@hotwired/stimulus";

type Swap = { requestConfig?: { elt?: HTMLElement } };

/**
 * The one dialog of a page. Whatever htmx puts into it opens it; an empty answer closes it. The browser traps
 * the focus; it goes back to what opened it, or to the button of the menu that held it.
 *
 * @example
 * <a href="/bewaren/" hx-get="/bewaren/" hx-target="#dialog">…</a>
 * <dialog id="dialog" data-controller="dialog"></dialog>   with  <button data-action="dialog#close"> inside
 */
export default class extends Controller<HTMLDialogElement> {
  private opener?: HTMLElement;

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

  private readonly show = (event: Event): void => {
    if (this.element.childElementCount === 0) this.element.close();
    else if (!this.element.open) {
      this.opener = (event as CustomEvent<Swap | null>).detail?.requestConfig?.elt;
      this.element.showModal();
    }
  };

  // The dialog itself is only hit beside its content: on the backdrop.
  private readonly outside = (event: MouseEvent): void => {
    if (event.target === this.element) this.element.close();
  };

  // The browser cannot give the focus back to a link in a menu that has closed behind the dialog.
  private readonly empty = (): void => {
    this.element.replaceChildren();
    const button = this.opener?.closest("details")?.querySelector("summary");
    (button ?? this.opener)?.focus();
  };
}
