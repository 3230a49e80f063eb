import { Controller } from "@hotwired/stimulus";

/**
 * Says that something did not arrive. The words stand in the page, in the reader's language.
 *
 * @example <div data-controller="trouble"><template data-trouble-target="offline">…</template></div>
 */
export default class extends Controller {
  static override targets = ["offline", "failed"];
  declare readonly offlineTarget: HTMLTemplateElement;
  declare readonly failedTarget: HTMLTemplateElement;

  override connect(): void {
    document.addEventListener("htmx:sendError", this.offline);
    document.addEventListener("htmx:timeout", this.offline);
    document.addEventListener("htmx:responseError", this.failed);
  }

  override disconnect(): void {
    document.removeEventListener("htmx:sendError", this.offline);
    document.removeEventListener("htmx:timeout", this.offline);
    document.removeEventListener("htmx:responseError", this.failed);
  }

  private readonly offline = (): void => {
    this.tell(this.offlineTarget);
  };

  private readonly failed = (): void => {
    this.tell(this.failedTarget);
  };

  // Behind an open dialog nobody could read or close it.
  private tell(words: HTMLTemplateElement): void {
    const place = document.querySelector("dialog[open]") ?? this.element;
    place.append(words.content.cloneNode(true));
  }
}
