/** The piece of a text that somebody is typing: from `start` to the caret. */
export interface Piece {
  text: string;
  start: number;
}

/** The last tag of "klei, uitvoe": what follows the last comma, without its #. */
export function tagAt(text: string, caret: number): Piece {
  const before = text.slice(0, caret);
  const start = before.lastIndexOf(",") + 1;
  return { text: before.slice(start).trim().replace(/^#/, ""), start };
}

/** The text with that tag finished, ready for the next one. */
export function withTag(text: string, caret: number, tag: string): string {
  const { start } = tagAt(text, caret);
  const before = text.slice(0, start).trimEnd();
  const after = text.slice(caret).replace(/^[^,]*,?\s*/, "");
  return `${before}${before ? " " : ""}${tag}, ${after}`;
}

/** The handle after an @ that starts a word; undefined when the caret stands elsewhere. */
export function handleAt(text: string, caret: number): Piece | undefined {
  const found = /(?:^|[\s(])@([\p{L}\p{N}-]*)$/u.exec(text.slice(0, caret));
  return found?.[1] === undefined ? undefined : { text: found[1], start: caret - found[1].length };
}

/** The tags of "klei, #gras": without #, each once. */
export function tagsIn(text: string): string[] {
  const words = text.split(/[,;\n]/).map((word) => word.trim().replace(/^#+/, "").trim());
  return [...new Set(words.filter(Boolean))];
}
