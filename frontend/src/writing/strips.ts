import type { Copies, Copy, Said } from "../lib/copies";
import { momentText } from "../lib/moment";

/** One strip at a time above a form, out of the page's own templates (`data-name` names each). */
export class Strips {
  constructor(
    private readonly place: HTMLElement,
    private readonly templates: HTMLTemplateElement[],
  ) {}

  get shown(): string | undefined {
    return (this.place.firstElementChild as HTMLElement | null)?.dataset.name;
  }

  hide(name?: string): void {
    if (name === undefined || name === this.shown) this.place.replaceChildren();
  }

  /** `time` is put where the words say {time}; `key` names on the buttons which text they are about. */
  show(name: string, time = "", key = ""): void {
    if (name === this.shown) return;
    const template = this.templates.find((one) => one.dataset.name === name);
    const strip = template?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined;
    if (!strip) return;
    strip.dataset.name = name;
    for (const words of strip.querySelectorAll("[data-words]")) {
      words.textContent = (words.textContent ?? "").replace("{time}", time);
    }
    for (const button of strip.querySelectorAll("button")) button.dataset.key = key;
    this.place.replaceChildren(strip);
  }
}

export interface Unsaved {
  key: string;
  copy: Copy;
  when: string;
}

/** The newest copy of a form that never arrived and says something else than the form does now. */
export function unsaved(copies: Copies, slot: string, now: Said): Unsaved | undefined {
  for (const { key, copy } of copies.of(slot)) {
    if (copy.state === "sent" && !cameBack()) copies.forget(slot, key);
    else if (textOf(copy.said) && textOf(copy.said) !== textOf(now)) return { key, copy, when: whenOf(copy) };
  }
  return undefined;
}

const WORDS = ["title", "text", "html"];

function textOf(said: Said): string {
  const words = said.filter(([name]) => WORDS.includes(name));
  return words.map(([, value]) => value.replace(/<[^>]+>|\s/g, "")).join("");
}

function whenOf(copy: Copy): string {
  const language = document.documentElement.lang;
  const then = new Date(copy.at);
  const time = then.toLocaleTimeString(language, { hour: "numeric", minute: "2-digit" });
  const clock = language === "nl" ? time.replace(/^0/, "").replace(":", ".") : time;
  return momentText(then, new Date(), language, clock);
}

function cameBack(): boolean {
  const [visit] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return visit?.type === "back_forward";
}
