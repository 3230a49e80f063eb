import { Controller } from "@hotwired/stimulus";
import { passkey } from "../lib/webauthn";

/**
 * Asks the device for a passkey and sends the form with it. The button appears where a browser can do this.
 *
 * @example
 * <form data-controller="passkey" data-passkey-options-value="{…}" data-passkey-making-value="true">
 *   with components/passkey/passkey.html inside
 */
export default class extends Controller<HTMLFormElement> {
  static override targets = ["credential", "button", "waiting", "failed"];
  static override values = { options: Object, making: Boolean };
  declare readonly credentialTarget: HTMLInputElement;
  declare readonly buttonTarget: HTMLButtonElement;
  declare readonly waitingTarget: HTMLElement;
  declare readonly failedTarget: HTMLElement;
  declare readonly optionsValue: { publicKey: Record<string, unknown> };
  declare readonly makingValue: boolean;

  override connect(): void {
    const able = "PublicKeyCredential" in window;
    this.buttonTarget.hidden = !able;
    this.failedTarget.hidden = able;
    this.element.addEventListener("submit", this.first);
  }

  override disconnect(): void {
    this.element.removeEventListener("submit", this.first);
  }

  async ask(): Promise<void> {
    this.show(true, false);
    try {
      this.credentialTarget.value = await passkey(this.optionsValue, this.makingValue);
      this.element.submit();
    } catch {
      this.show(false, true);
    }
  }

  // Enter in the field with the name asks the device too.
  private readonly first = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.ask();
  };

  private show(waiting: boolean, failed: boolean): void {
    this.buttonTarget.hidden = waiting;
    this.waitingTarget.hidden = !waiting;
    this.failedTarget.hidden = !failed;
  }
}
