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
    this.element.append(this.offlineTarget.content.cloneNode(true));
  };

  private readonly failed = (): void => {
    this.element.append(this.failedTarget.content.cloneNode(true));
  };
}
