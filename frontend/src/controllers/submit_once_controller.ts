import { Controller } from "@hotwired/stimulus";

/**
 * A form is sent once; meanwhile the button says what is happening, at the same width.
 *
 * @example <form data-controller="submit-once"><button data-busy="Plaatsen…">Plaats reactie</button></form>
 */
export default class extends Controller<HTMLFormElement> {
  private busy?: { button: HTMLButtonElement; label: string };

  override connect(): void {
    this.element.addEventListener("submit", this.send);
    this.element.addEventListener("htmx:afterRequest", this.release);
    // A page that comes back out of the browser's memory is not sending anything.
    window.addEventListener("pageshow", this.release);
  }

  override disconnect(): void {
    this.release();
    this.element.removeEventListener("submit", this.send);
    this.element.removeEventListener("htmx:afterRequest", this.release);
    window.removeEventListener("pageshow", this.release);
  }

  private readonly send = (event: SubmitEvent): void => {
    if (this.busy) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    const button = event.submitter;
    if (!(button instanceof HTMLButtonElement)) return;
    this.busy = { button, label: button.innerHTML };
    button.style.minWidth = `${button.offsetWidth}px`;
    // Not disabled: a disabled button would leave its own value out of the form.
    button.setAttribute("aria-disabled", "true");
    if (button.dataset.busy) button.textContent = button.dataset.busy;
  };

  private readonly release = (): void => {
    if (!this.busy) return;
    const { button, label } = this.busy;
    button.innerHTML = label;
    button.removeAttribute("aria-disabled");
    this.busy = undefined;
  };
}
