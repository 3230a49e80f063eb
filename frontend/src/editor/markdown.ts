const BLOCK = /^(?:#{1,6} |[-*+] |\d{1,9}[.)] |> |```|\|.+\|)/;
const INLINE = /\*\*[^*\n]+\*\*|\[[^\]\n]+\]\((?:https?:\/\/|\/)[^)\s]+\)/;

export function looksLikeMarkdown(text: string): boolean {
  return text.split("\n").some((line) => BLOCK.test(line)) || INLINE.test(text);
}

const escaped = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

function inline(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((piece) =>
      /^`.+`$/.test(piece)
        ? `<code>${escaped(piece.slice(1, -1))}</code>`
        : escaped(piece)
            .replace(
              /\[([^\]]+)\]\(((?:https?:\/\/|mailto:|\/)[^)\s"]+)\)/g,
              (_all, words, href) => `<a href="${href.replaceAll('"', "%22")}">${words}</a>`,
            )
            .replace(/\*\*([^*]+)\*\*/g, "<strong>$1</strong>")
            .replace(/(?<![*\w])[*_]([^*_\s][^*_]*)[*_](?![*\w])/g, "<em>$1</em>")
            .replace(/~~([^~]+)~~/g, "<s>$1</s>"),
    )
    .join("");
}

type Rule = [RegExp, (lines: string[]) => string];
const without = (lines: string[], sign: RegExp) => lines.map((line) => line.replace(sign, ""));
const items = (lines: string[], sign: RegExp) =>
  without(lines, sign)
    .map((line) => `<li>${inline(line)}</li>`)
    .join("");
const cells = (line: string, tag: string) =>
  line
    .replace(/^\||\|\s*$/g, "")
    .split("|")
    .map((cell) => `<${tag}>${inline(cell.trim())}</${tag}>`)
    .join("");

function table([head = "", ...rest]: string[]): string {
  const rows = rest.filter((line) => !/^[|\s:-]+$/.test(line)).map((line) => `<tr>${cells(line, "td")}</tr>`);
  return `<table><tbody><tr>${cells(head, "th")}</tr>${rows.join("")}</tbody></table>`;
}

const heading = (line: string) => {
  const tag = line.startsWith("###") ? "h3" : "h2";
  return `<${tag}>${inline(line.replace(/^#+ /, ""))}</${tag}>`;
};

// Neighbouring lines of one kind are one block; the last kind is running text.
const RULES: Rule[] = [
  [/^#{1,6} /, (lines) => lines.map(heading).join("")],
  [/^[-*+] /, (lines) => `<ul>${items(lines, /^[-*+] /)}</ul>`],
  [/^\d{1,9}[.)] /, (lines) => `<ol>${items(lines, /^\d+[.)] /)}</ol>`],
  [/^> ?/, (lines) => `<blockquote>${toHtml(without(lines, /^> ?/).join("\n"))}</blockquote>`],
  [/^\|.+\|/, table],
  [/^(?:-{3,}|\*{3,})\s*$/, () => "<hr>"],
  [/\S/, (lines) => `<p>${lines.map(inline).join("<br>")}</p>`],
];

/** The Markdown people paste or type; the server reads the plain form itself and knows more. */
export function toHtml(text: string): string {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  let html = "";
  while (lines.length) {
    if (lines[0]?.startsWith("```")) {
      const end = lines.indexOf("```", 1);
      const code = lines.splice(0, end < 0 ? lines.length : end + 1);
      html += `<pre><code>${escaped(code.slice(1, end < 0 ? undefined : -1).join("\n"))}</code></pre>`;
      continue;
    }
    const rule = RULES.find(([sign]) => sign.test(lines[0] ?? ""));
    const kind = (line: string) => RULES.find(([sign]) => sign.test(line));
    let count = 1;
    while (rule && count < lines.length && kind(lines[count] ?? "") === rule) count += 1;
    const block = lines.splice(0, count);
    if (rule) html += rule[1](block);
  }
  return html;
}
