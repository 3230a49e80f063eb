import { Node } from "@tiptap/core";
import { addressOf } from "./picture";

const ALLOWED: Record<string, string[]> = {
  A: ["href"],
  BLOCKQUOTE: ["cite", "lang"],
  IMG: ["data-file", "src", "alt", "width", "height"],
  OL: ["start"],
  P: ["lang"],
  SPAN: ["class", "data-person", "lang"],
  TD: ["colspan", "rowspan"],
  TH: ["colspan", "rowspan"],
};
const TAGS = new Set([
  ...Object.keys(ALLOWED),
  ..."BR CODE DD DL DT EM FIGCAPTION FIGURE H2 H3 HR LI PRE S STRONG SUB SUP TABLE TBODY THEAD TR UL".split(
    " ",
  ),
]);
const SAFE = /^(?:https?:|mailto:|\/(?!\/))/i;

/** A copy that holds nothing but what the server lets through. */
function copied(source: Element): Element | undefined {
  if (!TAGS.has(source.tagName)) return undefined;
  const copy = document.createElement(source.tagName);
  for (const name of ALLOWED[source.tagName] ?? []) {
    const value = name === "src" ? addressOf(source.getAttribute("data-file")) : source.getAttribute(name);
    const address = name === "href" || name === "cite";
    if (value !== null && (!address || SAFE.test(value))) copy.setAttribute(name, value);
  }
  for (const child of source.childNodes) {
    if (child.nodeType === 3) copy.append(child.textContent ?? "");
    else if (child.nodeType === 1) copy.append(copied(child as Element) ?? child.textContent ?? "");
  }
  return copy;
}

function elementOf(html: string): Element {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild ?? document.createElement("p");
}

/** A table whose cells make no rectangle, or that lies in a cell, is more than the editor can change. */
export function isPlainTable(table: Element): boolean {
  const [first, ...others] = [...table.children].filter((part) => part.tagName !== "COLGROUP");
  const rows = [...table.querySelectorAll("tr")];
  if (!first || others.length > 1 || (others[0] && first.tagName !== "THEAD")) return false;
  if (table.parentElement?.closest("table") || table.querySelector("table")) return false;
  if (others[0]?.tagName === "THEAD" || (first.tagName === "THEAD" && !isHead(first))) return false;
  return rows.length > 0 && isRectangle(rows);
}

function isHead(part: Element): boolean {
  return part.children.length === 1 && part.querySelector("td:not(:empty)") === null;
}

function isRectangle(rows: Element[]): boolean {
  const taken = rows.map(() => 0);
  for (const [index, row] of rows.entries()) {
    for (const cell of row.children) {
      const wide = Number(cell.getAttribute("colspan") ?? 1);
      const high = Number(cell.getAttribute("rowspan") ?? 1);
      if (high > 1) return false;
      taken[index] = (taken[index] ?? 0) + wide;
    }
  }
  return taken[0] !== 0 && taken.every((width) => width === taken[0]);
}

/** What cannot be edited here stays as it is, in its place: lists of terms, and tables that are no rectangle. */
export const Kept = Node.create({
  name: "kept",
  group: "block",
  atom: true,
  addAttributes: () => ({ html: { default: "<p></p>", rendered: false } }),
  parseHTML: () => [
    { tag: "dl", priority: 60, getAttrs: attributes },
    { tag: "table", priority: 60, getAttrs: (table) => !isPlainTable(table) && attributes(table) },
  ],
  renderHTML: ({ node }) => ({ dom: elementOf(String(node.attrs.html)) as HTMLElement }),
  renderText: ({ node }) => elementOf(String(node.attrs.html)).textContent ?? "",
});

function attributes(element: Element): { html: string } | false {
  const copy = copied(element);
  return copy ? { html: copy.outerHTML } : false;
}
