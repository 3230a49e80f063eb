import { Controller } from "@hotwired/stimulus";

interface Mine {
  me: number;
  may: string[];
  reactions: Record<string, string[]>;
}

let known: { source: Element; mine: Mine } | undefined;

/**
 * Adds to a fragment that is the same for everybody what is the reader's own in it, out of the page's JSON.
 *
 * @example
 * <script type="application/json" id="mine">{"me": 7, "may": ["clear"], "reactions": {"12": ["thanks"]}}</script>
 * <article data-controller="mine" data-mine-author-value="7"><a data-for="own clear" data-href="…" hidden>…</a></article>
 * <span data-controller="mine" data-mine-message-value="12"><button name="react" value="12:thanks">…</button></span>
 */
export default class extends Controller<HTMLElement> {
  static override values = { author: Number, message: String };
  declare readonly authorValue: number;
  declare readonly hasAuthorValue: boolean;
  declare readonly messageValue: string;
  declare readonly hasMessageValue: boolean;

  override connect(): void {
    const mine = read();
    if (!mine) return;
    if (this.hasAuthorValue) {
      const whose = mine.me === this.authorValue ? "own" : "others";
      this.reveal([...mine.may, whose]);
    }
    if (this.hasMessageValue) this.press(mine.reactions[this.messageValue] ?? []);
  }

  private reveal(may: string[]): void {
    for (const item of this.element.querySelectorAll<HTMLElement>("[data-for]")) {
      item.hidden = !item.dataset.for?.split(" ").some((word) => may.includes(word));
      // What the reader may not open is no link: nothing follows it by itself.
      if (!item.hidden && item.dataset.href) item.setAttribute("href", item.dataset.href);
    }
  }

  private press(kinds: string[]): void {
    const name = `${this.messageValue}:`;
    for (const button of this.element.querySelectorAll<HTMLButtonElement>(`button[value^="${name}"]`)) {
      const pressed = kinds.includes(button.value.slice(name.length));
      button.name = pressed ? "unreact" : "react";
      button.setAttribute("aria-pressed", String(pressed));
    }
  }
}

function read(): Mine | undefined {
  const source = document.getElementById("mine");
  if (!source) return undefined;
  if (known?.source !== source) known = { source, mine: JSON.parse(source.textContent ?? "") as Mine };
  return known.mine;
}

// Said by the answer to a press, just before the new row of buttons takes the place of the old one.
document.addEventListener("mine:changed", (event) => {
  const { message, kinds } = (event as CustomEvent<{ message: string; kinds: string[] }>).detail;
  const mine = read();
  if (mine) mine.reactions[message] = kinds;
});
