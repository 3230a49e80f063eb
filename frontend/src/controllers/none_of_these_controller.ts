import { Controller } from "@hotwired/stimulus";

/** Boxes of which one says "not": it empties the others, and any other empties it. The server reads it so too. */
export default class extends Controller<HTMLElement> {
  static override targets = ["none", "some"];
  declare readonly noneTarget: HTMLInputElement;
  declare readonly someTargets: HTMLInputElement[];

  choose(event: Event): void {
    if (event.target === this.noneTarget) {
      if (this.noneTarget.checked) for (const box of this.someTargets) box.checked = false;
    } else {
      this.noneTarget.checked = this.someTargets.every((box) => !box.checked);
    }
  }
}
