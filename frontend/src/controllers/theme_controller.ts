import { Controller } from "@hotwired/stimulus";

/**
 * Day or evening. The choice is a cookie, so that the server writes it into the page and nothing flashes.
 *
 * @example <button hidden data-controller="theme" data-action="theme#toggle" aria-pressed="false">…</button>
 */
export default class extends Controller<HTMLButtonElement> {
  private readonly system = matchMedia("(prefers-color-scheme: dark)");

  override connect(): void {
    this.element.hidden = false;
    this.system.addEventListener("change", this.show);
    this.show();
  }

  override disconnect(): void {
    this.system.removeEventListener("change", this.show);
  }

  toggle(): void {
    const theme = this.dark ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet.
    document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
    this.show();
  }

  private get dark(): boolean {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : this.system.matches;
  }

  private readonly show = (): void => {
    this.element.setAttribute("aria-pressed", String(this.dark));
  };
}
