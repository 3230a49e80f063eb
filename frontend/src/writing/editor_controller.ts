import { Controller } from "@hotwired/stimulus";
import type { RichText } from "../editor";
import type { Stored } from "./upload";

/**
 * Puts the editor in the place of the plain text, once it has arrived; when it cannot come, the plain text stays.
 * The form then sends `html` instead of `text`.
 *
 * @example
 * <form data-controller="editor" data-editor-people-value="/schrijven/mensen">
 *   <textarea name="text" data-editor-target="text"></textarea><textarea name="html" hidden disabled data-editor-target="html">
 *   <div data-editor-target="place"></div><ul role="listbox" id="…" hidden data-editor-target="list"></ul>
 *   (hears "editor:load" with HTML, tells "editor:ready")
 *   <div role="toolbar" hidden data-editor-target="toolbar">…</div><div … data-editor-target="tableTools">…</div>
 */
export default class extends Controller<HTMLFormElement> {
  static override targets = ["text", "html", "place", "list", "toolbar", "tableTools", "label"];
  static override values = { people: String, describe: String, caption: String };
  declare readonly textTarget: HTMLTextAreaElement;
  declare readonly htmlTarget: HTMLTextAreaElement;
  declare readonly placeTarget: HTMLElement;
  declare readonly listTarget: HTMLElement;
  declare readonly toolbarTarget: HTMLElement;
  declare readonly tableToolsTarget: HTMLElement;
  declare readonly labelTarget: HTMLElement;
  declare readonly peopleValue: string;
  declare readonly describeValue: string;
  declare readonly captionValue: string;
  private text?: RichText;
  private pictures: Promise<void> = Promise.resolve();
  private listens = new AbortController();

  override async connect(): Promise<void> {
    this.listens = new AbortController();
    const { signal } = this.listens;
    this.element.addEventListener("uploads:picture", this.picture, { signal });
    try {
      const { RichText, toHtml } = await import("../editor");
      const html = this.begin(toHtml);
      if (signal.aborted || html === undefined) return;
      this.open(new RichText(this.around(), html));
    } catch (error) {
      console.warn("The editor cannot be opened; the plain form stays.", error);
    }
  }

  override disconnect(): void {
    this.listens.abort();
    this.text?.destroy();
  }

  /** What the editor begins with; nothing when somebody is at work in a plain text it cannot read as well. */
  private begin(toHtml: (text: string) => string): string | undefined {
    const { value, defaultValue } = this.textTarget;
    if (value === defaultValue) return this.htmlTarget.value;
    return defaultValue.trim() === "" ? toHtml(value) : undefined;
  }

  private open(text: RichText): void {
    const hadFocus = document.activeElement === this.textTarget;
    const { signal } = this.listens;
    this.text = text;
    this.textTarget.disabled = true;
    this.htmlTarget.disabled = false;
    this.element.classList.add("editing");
    this.placeTarget.hidden = false;
    this.toolbarTarget.hidden = false;
    this.element.addEventListener("formdata", this.say, { signal });
    window.addEventListener("pagehide", this.settle, { signal });
    this.placeTarget.addEventListener("editor:load", this.load, { signal });
    this.labelTarget.addEventListener("click", () => text.focus(), { signal });
    this.show();
    if (hadFocus) text.focus();
    this.placeTarget.dispatchEvent(new CustomEvent("editor:ready", { bubbles: true }));
  }

  private around() {
    const dialog = (name: string) => document.getElementById(name) as HTMLDialogElement;
    const described = this.textTarget.getAttribute("aria-describedby");
    const invalid = this.textTarget.getAttribute("aria-invalid");
    return {
      element: this.placeTarget,
      toolbar: this.toolbarTarget,
      tableTools: this.tableToolsTarget,
      people: { list: this.listTarget, url: this.peopleValue },
      linkDialog: dialog("link-dialog"),
      pictureDialog: dialog("picture-dialog"),
      words: { describe: this.describeValue, caption: this.captionValue },
      attributes: {
        class: "prose edit",
        "aria-labelledby": this.labelTarget.id,
        ...(described ? { "aria-describedby": described } : {}),
        ...(invalid ? { "aria-invalid": invalid } : {}),
      },
      press: (command: string) => this.choose(command),
      changed: () => {
        this.show();
        this.htmlTarget.dispatchEvent(new Event("input", { bubbles: true }));
      },
    };
  }

  private choose(command: string): void {
    const accept = command === "picture" ? "image/*" : "";
    this.element.dispatchEvent(new CustomEvent("uploads:choose", { detail: accept }));
  }

  private show(): void {
    this.placeTarget.classList.toggle("is-empty", this.text?.isEmpty ?? true);
  }

  /** Another text in the place of this one: a template, or what another device wrote. */
  private readonly load = (event: Event): void => {
    if (this.text) this.text.html = (event as CustomEvent<string>).detail;
  };

  private readonly say = (event: FormDataEvent): void => {
    event.formData.set(this.htmlTarget.name, this.text?.html ?? "");
  };

  // A page that comes back out of the browser's memory shows what it held.
  private readonly settle = (): void => {
    this.htmlTarget.value = this.text?.html ?? "";
  };

  private readonly picture = (event: Event): void => {
    const stored = (event as CustomEvent<Stored>).detail;
    event.preventDefault();
    const { text } = this;
    if (text) {
      const size = { width: `${stored.width ?? ""}`, height: `${stored.height ?? ""}` };
      const file = { file: String(stored.id), src: stored.src, alt: "", ...size };
      this.pictures = this.pictures.then(() => text.put(file));
    } else this.write(stored);
  };

  /** In the plain form a picture is a line of Markdown. */
  private write(stored: Stored): void {
    const { textTarget: text } = this;
    text.setRangeText(`\n\n![](/bestanden/${stored.id})\n\n`, text.selectionEnd, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
