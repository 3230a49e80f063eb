import { Controller } from "@hotwired/stimulus";
import { copiesHere, type State } from "../lib/copies";
import { Filled, numbered } from "./filled";
import { type Answer, send } from "./sending";
import { Strips, unsaved } from "./strips";

const COPY = 400; // milliseconds after the last key
const REST = 2_000;
const LONGEST = 15_000; // milliseconds of typing without a saving, and between two attempts

type Newer = Extract<Answer, { kind: "newer" }>;

/**
 * Nothing typed is lost: what is in the form goes to the server while somebody writes, and stays on their device
 * until it is there. Says in words how it stands; asks where two texts meet. (components/editor/values.html)
 */
export default class extends Controller<HTMLFormElement> {
  static override targets = ["status", "strips", "strip"];
  static override values = { slot: String, url: String, saved: String, offline: String, address: String };
  declare readonly statusTarget: HTMLElement;
  declare readonly stripsTarget: HTMLElement;
  declare readonly stripTargets: HTMLTemplateElement[];
  declare readonly slotValue: string;
  declare readonly urlValue: string;
  declare readonly savedValue: string;
  declare readonly offlineValue: string;
  declare readonly addressValue: string;
  private readonly copies = copiesHere();
  private strips!: Strips;
  private filled!: Filled;
  private timers = { copy: 0, save: 0 };
  private since = 0; // when the first unsaved key was struck
  private dirty = false;
  private busy = false;
  private left = false; // the form itself is on its way
  private unanswered = 0;
  private newer?: Newer;
  private listens = new AbortController();

  override connect(): void {
    this.listens = new AbortController();
    const { signal } = this.listens;
    this.filled = new Filled(this.element);
    this.strips = new Strips(this.stripsTarget, this.stripTargets);
    for (const name of ["input", "change"]) this.element.addEventListener(name, this.typed, { signal });
    this.element.addEventListener("submit", this.submitted, { signal });
    document.addEventListener("visibilitychange", this.hidden, { signal });
    window.addEventListener("pagehide", this.leave, { signal });
    window.addEventListener("pageshow", this.back, { signal });
    window.addEventListener("online", this.save, { signal });
    void this.offer();
  }

  override disconnect(): void {
    this.stop();
    this.listens.abort();
  }

  /** What was left with its page has mostly arrived: then there is nothing to ask. */
  private async offer(): Promise<void> {
    const found = unsaved(this.copies, this.slotValue, this.filled.said);
    if (!found) return;
    const { key, copy, when } = found;
    const arrived = copy.state === "left" && (await send(this.urlValue, this.filled.signed(copy.said)));
    if (arrived && arrived.kind === "saved") this.copies.forget(this.slotValue, key);
    else this.strips.show("copy", when, key);
  }

  /** The server shows the other text, with all its fields. */
  takeTheirs(): void {
    this.stop();
    this.left = true;
    this.copies.forget(this.slotValue, this.filled.key);
    location.assign(this.address(this.filled.key));
  }

  keepMine(): void {
    if (this.newer) this.filled.number = this.newer.number;
    this.newer = undefined;
    this.strips.hide();
    void this.save();
  }

  async putBack({ currentTarget }: Event): Promise<void> {
    const { key = "" } = (currentTarget as HTMLElement).dataset;
    const found = this.copies.of(this.slotValue).find((one) => one.key === key);
    if (!found) return;
    const said = this.filled.signed(found.copy.said);
    let answer = await send(this.urlValue, said);
    // Another device may have saved since; they ask for this text.
    if (answer.kind === "newer") answer = await send(this.urlValue, numbered(said, answer.number));
    if (answer.kind !== "saved") return this.tell(answer);
    this.stop();
    this.left = true;
    this.copies.forget(this.slotValue, key);
    location.assign(this.address(key));
  }

  throwAway({ currentTarget }: Event): void {
    this.copies.forget(this.slotValue, (currentTarget as HTMLElement).dataset.key ?? "");
    this.strips.hide();
  }

  readonly save = async (): Promise<void> => {
    if (!this.dirty || this.busy || this.left || this.newer) return;
    this.stop();
    this.busy = true;
    this.dirty = false;
    this.since = 0;
    this.keep();
    this.unanswered += 1;
    const answer = await send(this.urlValue, this.filled.said);
    this.busy = false;
    if (!this.left) this.heard(answer);
  };

  private readonly typed = (event: Event): void => {
    if ((event.target as HTMLInputElement).type === "file") return;
    this.dirty = true;
    this.since ||= Date.now();
    window.clearTimeout(this.timers.copy);
    this.timers.copy = window.setTimeout(() => this.keep(), COPY);
    this.plan(Math.min(REST, Math.max(0, this.since + LONGEST - Date.now())));
  };

  private heard(answer: Answer): void {
    if (answer.kind === "newer" && answer.number < this.filled.number + this.unanswered) {
      // Not another device: an answer to us got lost on its way.
      this.filled.number = answer.number;
      this.dirty = true;
      this.plan(0);
      return;
    }
    if (answer.kind === "saved") this.arrived(answer.number);
    else this.dirty = true;
    if (answer.kind === "unreachable" || answer.kind === "signed-out") this.plan(LONGEST);
    this.tell(answer);
  }

  private arrived(number: number): void {
    this.unanswered = 0;
    this.filled.number = number;
    if (!this.dirty) this.copies.forget(this.slotValue, this.filled.key);
    if (number) history.replaceState(history.state, "", this.address(this.filled.key));
  }

  private tell(answer: Answer): void {
    if (answer.kind === "saved") {
      this.say(answer.number ? this.savedValue.replace("{time}", answer.time) : "");
      this.strips.hide("signed-out");
    } else this.say(answer.kind === "refused" ? answer.message : this.offlineValue);
    if (answer.kind === "signed-out") this.strips.show("signed-out");
    if (answer.kind !== "newer") return;
    this.newer = answer;
    this.strips.show("newer", answer.time);
  }

  private say(words: string): void {
    if (this.statusTarget.textContent !== words) this.statusTarget.textContent = words;
  }

  private keep(state: State = "typed"): void {
    this.copies.keep(this.slotValue, this.filled.key, this.filled.typed, state);
  }

  private plan(wait: number): void {
    window.clearTimeout(this.timers.save);
    this.timers.save = window.setTimeout(this.save, wait);
  }

  private stop(): void {
    window.clearTimeout(this.timers.copy);
    window.clearTimeout(this.timers.save);
  }

  private readonly submitted = (): void => {
    this.stop();
    this.keep("sent");
    this.left = true;
  };

  private readonly hidden = (): void => {
    if (document.visibilityState === "hidden") this.leave();
  };

  private readonly leave = (): void => {
    const silent = this.unanswered > (this.busy ? 1 : 0) || !navigator.onLine;
    void this.save();
    if (!this.left && (this.busy || this.dirty)) this.keep(silent ? "typed" : "left");
  };

  // A page out of the browser's memory is written on again.
  private readonly back = (event: PageTransitionEvent): void => {
    if (event.persisted) this.left = false;
  };

  private address(key: string): string {
    return this.addressValue.replace("{key}", key);
  }
}
