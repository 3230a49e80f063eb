import { Controller } from "@hotwired/stimulus";
import { button, show } from "./row";
import { Queue, type Stored, sizeInWords, timeInWords, Upload } from "./upload";

const AT_ONCE = 2;

/**
 * Files for a post: chosen, dropped or pasted, each on its own, with what is on its way and what was refused.
 * A picture goes to whoever hears "uploads:picture"; what nobody takes stands in the list and goes with the form.
 *
 * @example
 * <form data-controller="uploads" data-uploads-url-value="/bestanden/">
 *   components/uploads/uploads.html
 */
export default class extends Controller<HTMLFormElement> {
  static override targets = ["choose", "list", "row", "plain"];
  static override values = { url: String, waiting: String, left: String, done: String, broken: String };
  declare readonly chooseTarget: HTMLInputElement;
  declare readonly listTarget: HTMLElement;
  declare readonly rowTarget: HTMLTemplateElement;
  declare readonly plainTargets: HTMLElement[];
  declare readonly urlValue: string;
  declare readonly waitingValue: string;
  declare readonly leftValue: string;
  declare readonly doneValue: string;
  declare readonly brokenValue: string;
  private readonly queue = new Queue(AT_ONCE);
  private readonly underway = new Set<Upload>();
  private listens = new AbortController();

  override connect(): void {
    this.listens = new AbortController();
    const { signal } = this.listens;
    const { element } = this;
    element.addEventListener("dragover", this.hover, { signal });
    element.addEventListener("dragleave", this.out, { signal });
    element.addEventListener("drop", this.drop, { signal });
    element.addEventListener("paste", this.paste, { signal });
    element.addEventListener("uploads:choose", this.ask, { signal });
    this.chooseTarget.addEventListener("change", this.chosen, { signal });
    this.listTarget.addEventListener("click", this.detach, { signal });
    window.addEventListener("beforeunload", this.leaving, { signal });
    for (const plain of this.plainTargets) plain.hidden = true;
  }

  override disconnect(): void {
    this.listens.abort();
    for (const upload of this.underway) upload.stop();
  }

  /** Out of the list; a file that no post shows yet is gone with that. */
  remove(event: Event): void {
    this.takeAway((event.currentTarget as HTMLElement).closest("li"));
  }

  // The plain form's own button does the same, with the whole form.
  private readonly detach = (event: Event): void => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[name=detach]");
    if (!button) return;
    event.preventDefault();
    this.takeAway(button.closest("li"));
  };

  private takeAway(row: HTMLElement | null): void {
    const next = (row?.nextElementSibling ?? row?.previousElementSibling)?.querySelector<HTMLElement>(
      "button",
    );
    const id = row?.querySelector<HTMLInputElement>("[name=files]")?.value;
    row?.remove();
    (next ?? this.listTarget).focus();
    if (id === undefined) return;
    const body = new URLSearchParams({ csrfmiddlewaretoken: this.form.token });
    const headers = { Accept: "application/json" };
    // One that a post has stays until the post is saved without it; then there is nothing to do here.
    fetch(`${this.urlValue}${id}/weg/`, { method: "POST", body, headers }).catch(() => undefined);
    this.changed();
  }

  private readonly ask = (event: Event): void => {
    this.chooseTarget.accept = (event as CustomEvent<string>).detail;
    this.chooseTarget.click();
  };

  private readonly chosen = (): void => {
    for (const file of this.chooseTarget.files ?? []) this.take(file);
    this.chooseTarget.value = "";
  };

  private readonly hover = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.element.classList.add("dropping");
  };

  private readonly out = (event: DragEvent): void => {
    if (!this.element.contains(event.relatedTarget as Node | null)) this.element.classList.remove("dropping");
  };

  private readonly drop = (event: DragEvent): void => {
    this.element.classList.remove("dropping");
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length) event.preventDefault();
    for (const file of files) this.take(file);
  };

  // Text with a picture beside it (from a word processor) is text.
  private readonly paste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length || event.clipboardData?.getData("text/html")) return;
    event.preventDefault();
    for (const file of files) this.take(file);
  };

  private readonly leaving = (event: BeforeUnloadEvent): void => {
    if (this.underway.size) event.preventDefault();
  };

  private take(file: File): void {
    const row = this.rowTarget.content.firstElementChild?.cloneNode(true) as HTMLElement;
    const name = row.querySelector("b") as HTMLElement;
    name.textContent = file.name;
    row.querySelector("progress")?.setAttribute("aria-label", file.name);
    this.listTarget.append(row);
    void this.send(new Upload(file), row);
  }

  private async send(upload: Upload, row: HTMLElement): Promise<void> {
    let stopped = false;
    show(row, "going", this.waitingValue);
    button(row, "stop").onclick = () => {
      stopped = true;
      upload.stop();
      row.remove();
    };
    this.underway.add(upload);
    const outcome = await this.queue.run(async () =>
      stopped
        ? ({ stopped: true } as const)
        : upload.send(this.urlValue, this.form, this.progress(upload, row)),
    );
    this.underway.delete(upload);
    if ("stopped" in outcome) return;
    if ("stored" in outcome) return this.arrived(outcome.stored, row);
    show(
      row,
      "refused" in outcome ? "bad" : "broken",
      "refused" in outcome ? outcome.refused : this.brokenValue,
    );
    button(row, "again").onclick = () => void this.send(upload, row);
  }

  private progress(upload: Upload, row: HTMLElement): (part: number, left: number) => void {
    const bar = row.querySelector("progress") as HTMLProgressElement;
    const language = document.documentElement.lang;
    const size = sizeInWords(upload.file.size, language);
    return (part, left) => {
      bar.value = part;
      const words = this.leftValue.replace("{size}", size).replace("{time}", timeInWords(left, language));
      (row.querySelector(".meta") as HTMLElement).textContent = words;
    };
  }

  private arrived(stored: Stored, row: HTMLElement): void {
    const isPicture = stored.kind === "picture";
    const offer = new CustomEvent("uploads:picture", { detail: stored, bubbles: true, cancelable: true });
    if (isPicture && !this.element.dispatchEvent(offer)) {
      row.remove();
      return;
    }
    (row.querySelector("b") as HTMLElement).textContent = stored.name;
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "files", value: String(stored.id) });
    row.append(field);
    const size = sizeInWords(stored.size, document.documentElement.lang);
    show(row, "ok", this.doneValue.replace("{size}", size));
    this.changed();
  }

  private changed(): void {
    this.element.dispatchEvent(new Event("input", { bubbles: true }));
  }

  private get form(): { token: string; draft: string } {
    const value = (name: string) =>
      this.element.querySelector<HTMLInputElement>(`[name=${name}]`)?.value ?? "";
    return { token: value("csrfmiddlewaretoken"), draft: value("client_key") };
  }
}
