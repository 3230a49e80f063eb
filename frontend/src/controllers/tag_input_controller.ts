import { Controller } from "@hotwired/stimulus";
import { Suggestions } from "../lib/suggestions";
import { tagAt, withTag } from "../lib/words";

/**
 * Suggests tags in a plain field of tags with commas between them.
 *
 * @example
 * <div class="suggest" data-controller="tag-input" data-tag-input-url-value="/tags/">
 *   <input data-tag-input-target="input"><ul class="menu" id="…" role="listbox" hidden data-tag-input-target="list">
 * </div>
 */
export default class extends Controller {
  static override targets = ["input", "list"];
  static override values = { url: String };
  declare readonly inputTarget: HTMLInputElement;
  declare readonly listTarget: HTMLElement;
  declare readonly urlValue: string;
  private suggestions!: Suggestions;

  override connect(): void {
    const input = this.inputTarget;
    this.suggestions = new Suggestions(input, this.listTarget, this.urlValue, this.choose, false);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", this.listTarget.id);
    input.autocomplete = "off";
    input.addEventListener("input", this.typed);
    input.addEventListener("keydown", this.key);
    input.addEventListener("blur", this.leave);
  }

  override disconnect(): void {
    this.suggestions.hide();
    this.inputTarget.removeEventListener("input", this.typed);
    this.inputTarget.removeEventListener("keydown", this.key);
    this.inputTarget.removeEventListener("blur", this.leave);
  }

  private readonly typed = (): void => {
    const { text } = tagAt(this.inputTarget.value, this.caret);
    if (text === "") this.suggestions.hide();
    else this.suggestions.ask(text);
  };

  private readonly key = (event: KeyboardEvent): void => {
    if (this.suggestions.key(event) || event.key !== "Enter" || event.isComposing) return;
    // The first enter ends the tag being typed; only the next one sends the form.
    const value = this.inputTarget.value;
    const comma = value.indexOf(",", this.caret);
    const end = comma < 0 ? value.length : comma;
    const { text } = tagAt(value, end);
    if (text === "") return;
    event.preventDefault();
    this.inputTarget.setSelectionRange(end, end);
    this.choose(text);
    this.leave();
  };

  private readonly leave = (): void => {
    this.suggestions.hide();
  };

  private readonly choose = (tag: string): void => {
    const input = this.inputTarget;
    input.value = withTag(input.value, this.caret, tag);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };

  private get caret(): number {
    return this.inputTarget.selectionStart ?? this.inputTarget.value.length;
  }
}
