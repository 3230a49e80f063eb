import { Controller } from "@hotwired/stimulus";
import { Queue, type Stored, sizeInWords, timeInWords, Upload } from "./upload";

const AT_ONCE = 2;

/**
 * Files for a post: chosen, dropped or pasted, each on its own, with what is on its way and what was refused.
 * A picture goes to whoever hears "uploads:picture"; what nobody takes stands in the list and goes with the form.
 *
 * @example
 * <form data-controller="uploads" data-uploads-url-value="/bestanden/">
 *   <input type="file" multiple data-uploads-target="choose"> <ul data-uploads-target="list"></ul>
 *   <template data-uploads-target="row"><li>…</li></template>
 */
export default class extends Controller<HTMLFormElement> {
  static override targets = ["choose", "list", "row"];
  static override values = { url: String, waiting: String, left: String, done: String, broken: String };
  declare readonly chooseTarget: HTMLInputElement;
  declare readonly listTarget: HTMLElement;
  declare readonly rowTarget: HTMLTemplateElement;
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
    window.addEventListener("beforeunload", this.leaving, { signal });
  }

  override disconnect(): void {
    this.listens.abort();
    for (const upload of this.underway) upload.stop();
  }

  /** Takes a file that is already in the list out of it; the server forgets it with the draft. */
  remove(event: Event): void {
    const row = (event.currentTarget as HTMLElement).closest("li");
    const next = (row?.nextElementSibling ?? row?.previousElementSibling)?.querySelector("button");
    row?.remove();
    (next ?? this.listTarget).focus();
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
    this.show(row, "going", this.waitingValue);
    this.button(row, "stop").onclick = () => {
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
    this.show(
      row,
      "refused" in outcome ? "bad" : "broken",
      "refused" in outcome ? outcome.refused : this.brokenValue,
    );
    this.button(row, "again").onclick = () => void this.send(upload, row);
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
    this.show(row, "ok", this.doneValue.replace("{size}", size));
    this.changed();
  }

  /** One of four faces: going, ok, bad (refused) and broken (may be tried again). */
  private show(row: HTMLElement, state: string, words: string): void {
    row.className = state;
    for (const part of row.querySelectorAll<HTMLElement>("[data-in]")) {
      part.hidden = !(part.dataset.in ?? "").split(" ").includes(state);
    }
    (
      row.querySelector(state === "bad" || state === "broken" ? ".hint" : ".meta") as HTMLElement
    ).textContent = words;
    const name = row.querySelector("b")?.textContent ?? "";
    for (const button of row.querySelectorAll<HTMLElement>("button[data-name]")) {
      button.setAttribute("aria-label", (button.dataset.name ?? "").replace("{name}", name));
    }
  }

  private button(row: HTMLElement, name: string): HTMLButtonElement {
    return row.querySelector(`button[data-do=${name}]`) as HTMLButtonElement;
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
