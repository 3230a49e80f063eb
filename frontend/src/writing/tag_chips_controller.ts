import { Controller } from "@hotwired/stimulus";
import { Suggestions } from "../lib/suggestions";
import { tagsIn } from "../lib/words";

/**
 * Tags as chips over the plain field with commas, which keeps the value and is all there is without a script.
 *
 * @example
 * <div data-controller="tag-chips" data-tag-chips-url-value="/tags/" data-tag-chips-remove-value="Haal #{tag} weg">
 *   <ul data-tag-chips-target="chips"></ul><template data-tag-chips-target="mark">×</template>
 *   <input name="tags" data-tag-chips-target="field"><ul id="…" role="listbox" hidden data-tag-chips-target="list"></ul>
 * </div>
 */
export default class extends Controller<HTMLElement> {
  static override targets = ["chips", "field", "list", "mark"];
  static override values = { url: String, remove: String };
  declare readonly chipsTarget: HTMLElement;
  declare readonly fieldTarget: HTMLInputElement;
  declare readonly listTarget: HTMLElement;
  declare readonly markTarget: HTMLTemplateElement;
  declare readonly urlValue: string;
  declare readonly removeValue: string;
  private input!: HTMLInputElement;
  private suggestions!: Suggestions;

  override connect(): void {
    const field = this.fieldTarget;
    this.input = field.cloneNode() as HTMLInputElement;
    for (const name of ["name", "value", "maxlength", "data-tag-chips-target"])
      this.input.removeAttribute(name);
    this.input.value = "";
    this.input.autocomplete = "off";
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-expanded", "false");
    this.input.setAttribute("aria-controls", this.listTarget.id);
    field.removeAttribute("id");
    field.type = "hidden";
    field.after(this.input);
    this.element.classList.add("chips");
    this.suggestions = new Suggestions(this.input, this.listTarget, this.urlValue, this.add, false);
    this.input.addEventListener("input", this.typed);
    this.input.addEventListener("keydown", this.key);
    this.input.addEventListener("blur", this.leave);
    this.show();
  }

  override disconnect(): void {
    this.suggestions.hide();
    this.fieldTarget.type = "text";
    this.fieldTarget.id = this.input.id;
    this.input.remove();
    this.element.classList.remove("chips");
    this.chipsTarget.replaceChildren();
  }

  private get tags(): string[] {
    return tagsIn(this.fieldTarget.value);
  }

  private set tags(tags: string[]) {
    this.fieldTarget.value = tags.join(", ");
    this.fieldTarget.dispatchEvent(new Event("input", { bubbles: true }));
    this.show();
  }

  private readonly add = (typed: string): void => {
    const known = new Set(this.tags.map((tag) => tag.toLowerCase()));
    const fresh = tagsIn(typed).filter((tag) => !known.has(tag.toLowerCase()));
    this.input.value = "";
    if (fresh.length) this.tags = [...this.tags, ...fresh];
  };

  private readonly typed = (event: Event): void => {
    event.stopPropagation(); // half a tag is no change yet
    const text = this.input.value;
    if (/[,;\n]/.test(text)) this.add(text);
    const half = text.trim().replace(/^#/, "");
    if (half === "" || this.input.value === "") this.suggestions.hide();
    else this.suggestions.ask(half);
  };

  private readonly key = (event: KeyboardEvent): void => {
    if (this.suggestions.key(event) || event.isComposing) return;
    if (event.key === "Enter" && this.input.value.trim()) {
      event.preventDefault();
      this.add(this.input.value);
      this.suggestions.hide();
    } else if (event.key === "Backspace" && this.input.value === "" && this.tags.length) {
      event.preventDefault();
      this.tags = this.tags.slice(0, -1);
    }
  };

  private readonly leave = (): void => {
    this.suggestions.hide();
    this.add(this.input.value);
  };

  private show(): void {
    this.chipsTarget.replaceChildren(...this.tags.map((tag) => this.chip(tag)));
    this.chipsTarget.hidden = this.tags.length === 0;
  }

  private chip(tag: string): HTMLElement {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "tag on";
    button.setAttribute("aria-label", this.removeValue.replace("{tag}", tag));
    button.append(`#${tag} `, this.markTarget.content.cloneNode(true));
    button.addEventListener("click", () => {
      this.tags = this.tags.filter((other) => other !== tag);
      this.input.focus();
    });
    item.append(button);
    return item;
  }
}
