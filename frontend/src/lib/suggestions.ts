/**
 * A listbox under a field: options come as HTML from the server, the focus stays in the field, arrows move,
 * enter chooses, escape closes.
 */
export class Suggestions {
  private active = -1;
  private request?: AbortController;
  private timer = 0;

  constructor(
    private readonly field: HTMLElement,
    private readonly list: HTMLElement,
    private readonly url: string,
    private readonly choose: (value: string, option: HTMLElement) => void,
    private readonly startsAtFirst: boolean,
  ) {
    list.addEventListener("mousedown", this.press);
  }

  get open(): boolean {
    return !this.list.hidden;
  }

  /** Once the typing rests. */
  ask(query: string): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.load(query), 150);
  }

  async load(query: string): Promise<void> {
    this.stop();
    const request = new AbortController();
    this.request = request;
    const address = new URL(this.url, location.href);
    address.searchParams.set("q", query);
    let options = "";
    try {
      const answer = await fetch(address, { signal: request.signal });
      if (answer.ok && !answer.redirected) options = await answer.text();
    } catch {
      // Without an answer there is nothing to choose.
    }
    if (!request.signal.aborted) this.show(options);
  }

  show(options: string): void {
    this.list.innerHTML = options;
    this.options.forEach((option, index) => {
      option.id = `${this.list.id}-${index}`;
    });
    this.list.hidden = this.options.length === 0;
    // A textarea is a textbox, which has no such state.
    if (this.field.getAttribute("role") === "combobox")
      this.field.setAttribute("aria-expanded", String(this.open));
    this.move(this.startsAtFirst && this.open ? 0 : -1);
  }

  /** Also what was asked and has not come yet. */
  hide(): void {
    this.stop();
    this.show("");
  }

  /** True when the key was for the list. */
  key(event: KeyboardEvent): boolean {
    if (event.key === "Escape") this.stop();
    if (!this.open || event.isComposing) return false;
    const count = this.options.length;
    if (event.key === "ArrowDown") this.move((this.active + 1) % count);
    else if (event.key === "ArrowUp") this.move(this.active > 0 ? this.active - 1 : count - 1);
    else if (event.key === "Escape") this.hide();
    else if ((event.key === "Enter" || event.key === "Tab") && this.active >= 0) this.take(this.active);
    else return false;
    event.preventDefault();
    return true;
  }

  private stop(): void {
    window.clearTimeout(this.timer);
    this.request?.abort();
  }

  private get options(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>("[role=option]")];
  }

  private move(to: number): void {
    this.active = to;
    this.options.forEach((option, index) => {
      option.setAttribute("aria-selected", String(index === to));
    });
    const option = this.options[to];
    if (option) this.field.setAttribute("aria-activedescendant", option.id);
    else this.field.removeAttribute("aria-activedescendant");
    option?.scrollIntoView?.({ block: "nearest" });
  }

  private take(index: number): void {
    const option = this.options[index];
    this.hide();
    if (option?.dataset.value !== undefined) this.choose(option.dataset.value, option);
  }

  private readonly press = (event: MouseEvent): void => {
    event.preventDefault();
    const option = (event.target as Element).closest<HTMLElement>("[role=option]");
    if (option) this.take(this.options.indexOf(option));
  };
}
