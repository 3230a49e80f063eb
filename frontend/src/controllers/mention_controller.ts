import { Controller } from "@hotwired/stimulus";
import { Suggestions } from "../lib/suggestions";
import { handleAt } from "../lib/words";

/**
 * Suggests people after an @ in a text.
 *
 * @example
 * <div class="suggest" data-controller="mention" data-mention-url-value="/people/">
 *   <textarea data-mention-target="text"></textarea>
 *   <ul class="menu" id="…" role="listbox" hidden data-mention-target="list"></ul>
 * </div>
 */
export default class extends Controller {
  static override targets = ["text", "list"];
  static override values = { url: String };
  declare readonly textTarget: HTMLTextAreaElement;
  declare readonly listTarget: HTMLElement;
  declare readonly urlValue: string;
  private suggestions!: Suggestions;

  override connect(): void {
    const text = this.textTarget;
    this.suggestions = new Suggestions(text, this.listTarget, this.urlValue, this.choose, true);
    text.setAttribute("aria-autocomplete", "list");
    text.setAttribute("aria-controls", this.listTarget.id);
    text.addEventListener("input", this.typed);
    text.addEventListener("keydown", this.key);
    text.addEventListener("blur", this.leave);
  }

  override disconnect(): void {
    this.suggestions.hide();
    this.textTarget.removeEventListener("input", this.typed);
    this.textTarget.removeEventListener("keydown", this.key);
    this.textTarget.removeEventListener("blur", this.leave);
  }

  private readonly typed = (): void => {
    const handle = handleAt(this.textTarget.value, this.textTarget.selectionStart);
    if (handle === undefined) this.suggestions.hide();
    else this.suggestions.ask(handle.text);
  };

  private readonly key = (event: KeyboardEvent): void => {
    this.suggestions.key(event);
  };

  private readonly leave = (): void => {
    this.suggestions.hide();
  };

  private readonly choose = (handle: string): void => {
    const text = this.textTarget;
    const piece = handleAt(text.value, text.selectionStart);
    if (piece === undefined) return;
    text.setRangeText(`${handle} `, piece.start, text.selectionStart, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  };
}
