import { looksLikeMarkdown, toHtml } from "./markdown";

const RENAMED: Record<string, string> = { H1: "h2", H4: "h3", H5: "h3", H6: "h3" };

/** What word processors and sites put on the clipboard, as plain structure; the schema drops the rest. */
export function cleaned(html: string): string {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const rest of page.querySelectorAll("style, script, meta, link, title, template")) rest.remove();
  for (const [tag, name] of Object.entries(RENAMED)) {
    for (const heading of page.querySelectorAll(tag)) rename(heading, name);
  }
  listsOfWord(page);
  for (const element of page.querySelectorAll("[style]")) dress(element as HTMLElement);
  for (const block of page.querySelectorAll("dl, dt, dd")) rename(block, "div");
  for (const cell of page.querySelectorAll("li > br:last-child, p > br:only-child")) cell.remove();
  return page.body.innerHTML;
}

/** Plain text that is Markdown, as HTML; nothing when it is just text. */
export function fromText(text: string): string | undefined {
  return looksLikeMarkdown(text) ? toHtml(text) : undefined;
}

function rename(element: Element, name: string): void {
  const renamed = element.ownerDocument.createElement(name);
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
}

/** Google Docs says bold and italic in styles only. */
function dress(element: HTMLElement): void {
  const style = element.getAttribute("style") ?? "";
  element.removeAttribute("style");
  if (element.tagName === "B" && /font-weight:\s*normal/.test(style)) rename(element, "div");
  if (element.tagName !== "SPAN") return;
  if (/font-weight:\s*(bold|[6-9]00)/.test(style)) wrap(element, "strong");
  if (/font-style:\s*italic/.test(style)) wrap(element, "em");
  if (/line-through/.test(style)) wrap(element, "s");
}

function wrap(element: Element, name: string): void {
  const inner = element.ownerDocument.createElement(name);
  inner.append(...element.childNodes);
  element.append(inner);
}

/** Word writes a list as paragraphs that begin with a sign. */
function listsOfWord(page: Document): void {
  let list: Element | undefined;
  for (const paragraph of page.querySelectorAll('p[class*="MsoList"]')) {
    const text = paragraph.textContent ?? "";
    const name = /^\s*(\d+|[a-z])[.)]/i.test(text) ? "ol" : "ul";
    const goes = list && paragraph.previousElementSibling === list && list.localName === name;
    if (!goes || !list) {
      list = page.createElement(name);
      paragraph.before(list);
    }
    paragraph.querySelector('[style*="mso-list"]')?.remove();
    const item = page.createElement("li");
    item.append(...paragraph.childNodes);
    list.append(item);
    paragraph.remove();
  }
}
