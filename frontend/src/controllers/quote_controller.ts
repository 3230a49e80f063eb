import { type ActionEvent, Controller } from "@hotwired/stimulus";

const LONGEST = 300;

/**
 * Takes somebody's words into your own reply: what is selected in it, or how it begins.
 *
 * @example
 * <section data-controller="quote">
 *   <div id="reply-4-text">…</div>
 *   <a href="?quote=4#say" data-action="quote#take" data-quote-of-param="4" data-quote-from-param="reply-4-text">
 *   <form><div class="cited" hidden data-quote-target="preview"><p data-quote-target="shown"></p>
 *       <button type="button" data-action="quote#clear">…</button></div>
 *     <input type="hidden" name="quotes" data-quote-target="of">
 *     <input type="hidden" name="quoted_words" data-quote-target="words"><textarea data-quote-target="text">
 */
export default class extends Controller {
  static override targets = ["preview", "shown", "of", "words", "text"];
  declare readonly previewTarget: HTMLElement;
  declare readonly shownTarget: HTMLElement;
  declare readonly ofTarget: HTMLInputElement;
  declare readonly wordsTarget: HTMLInputElement;
  declare readonly textTarget: HTMLTextAreaElement;

  take(event: ActionEvent): void {
    const source = document.getElementById(String(event.params.from));
    if (!source) return;
    event.preventDefault();
    this.set(String(event.params.of), wordsOf(source));
    this.textTarget.focus();
  }

  clear(): void {
    this.set("", "");
    this.textTarget.focus();
  }

  private set(of: string, words: string): void {
    this.ofTarget.value = of;
    this.wordsTarget.value = words;
    this.shownTarget.textContent = words;
    this.previewTarget.hidden = words === "";
  }
}

function wordsOf(source: HTMLElement): string {
  const selection = document.getSelection();
  const inside = selection?.anchorNode && source.contains(selection.anchorNode);
  const words = ((inside && selection.toString()) || source.textContent || "").replace(/\s+/g, " ").trim();
  return words.length > LONGEST ? `${words.slice(0, LONGEST - 1).trimEnd()}…` : words;
}
