import { Controller } from "@hotwired/stimulus";
import { Drafts, draftKey, type Values } from "../lib/drafts";

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/**
 * Keeps what is typed in a form until it has arrived, so that an expired session loses nothing.
 *
 * @example <form data-controller="draft" data-draft-key-value="reply-12">…</form>
 */
export default class extends Controller<HTMLFormElement> {
  private readonly drafts = new Drafts(sessionStorage);

  override connect(): void {
    this.restore();
    this.element.addEventListener("input", this.keep);
    this.element.addEventListener("submit", this.send);
    this.element.addEventListener("htmx:afterRequest", this.answered);
  }

  override disconnect(): void {
    this.element.removeEventListener("input", this.keep);
    this.element.removeEventListener("submit", this.send);
    this.element.removeEventListener("htmx:afterRequest", this.answered);
  }

  private restore(): void {
    const draft = this.drafts.read(this.key);
    if (!draft) return;
    // It was sent and the form is here again, clean: it arrived. With errors or after "back" it did not.
    if (draft.sent && !cameBack() && !this.element.querySelector("[aria-invalid=true]")) {
      this.drafts.forget(this.key);
      return;
    }
    for (const field of this.fields) this.fill(field, draft.values[field.name]);
    this.drafts.keep(this.key, draft.values);
  }

  private fill(field: Field, value: string | undefined): void {
    if (value === undefined) return;
    if (field instanceof HTMLInputElement && field.type === "radio") field.checked = field.value === value;
    else field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  private readonly keep = (): void => {
    const values: Values = {};
    for (const field of this.fields) {
      if (!(field instanceof HTMLInputElement && field.type === "radio" && !field.checked)) {
        values[field.name] = field.value;
      }
    }
    this.drafts.keep(this.key, values);
  };

  private readonly send = (): void => {
    this.drafts.markSent(this.key);
  };

  private readonly answered = (event: Event): void => {
    if (event.target !== this.element) return; // of something else that stands in the form
    const detail = (event as CustomEvent<{ successful: boolean }>).detail;
    if (detail.successful) this.drafts.forget(this.key);
    else this.keep();
  };

  private get key(): string {
    return draftKey(this.element);
  }

  private get fields(): Field[] {
    return [
      ...this.element.querySelectorAll<Field>(
        "textarea[name], select[name], input[name]:not([type=hidden], [type=password], [type=file], [type=checkbox])",
      ),
    ];
  }
}

function cameBack(): boolean {
  const [visit] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return visit?.type === "back_forward";
}
