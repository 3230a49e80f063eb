import { expect, test } from "vitest";
import { looksLikeMarkdown, toHtml } from "./markdown";
import { addressOf } from "./marks";
import { cleaned, fromText } from "./pasting";

test("a word processor's dress stays behind", () => {
  const word = `<style>p{color:red}</style><h1 style="mso-x:1">Kop</h1><p class="MsoNormal">Klei</p>`;
  expect(cleaned(word)).toBe('<h2>Kop</h2><p class="MsoNormal">Klei</p>');
});

test("Word's paragraphs with signs are lists", () => {
  const word = `<p class="MsoListParagraphCxSpFirst"><span style="mso-list:Ignore">·  </span>klei</p>
    <p class="MsoListParagraphCxSpLast"><span style="mso-list:Ignore">·  </span>gras</p>`;
  expect(cleaned(word).replace(/\s+/g, " ")).toContain("<ul><li>klei</li><li>gras</li></ul>");
});

test("Google's bold is bold, and its wrapper is not", () => {
  const docs = `<b style="font-weight:normal"><p><span style="font-weight:700">klei</span></p></b>`;
  expect(cleaned(docs)).toBe("<div><p><span><strong>klei</strong></span></p></div>");
});

test("Markdown is read, other text is left alone", () => {
  expect(looksLikeMarkdown("Om 9.30 uur * of later")).toBe(false);
  expect(fromText("gewoon - tekst")).toBeUndefined();
  expect(fromText("# Klei\n\n- nat\n- **zwaar**")).toBe(
    "<h2>Klei</h2><ul><li>nat</li><li><strong>zwaar</strong></li></ul>",
  );
});

test("Markdown of a few kinds", () => {
  expect(toHtml("1. een\n2. twee")).toBe("<ol><li>een</li><li>twee</li></ol>");
  expect(toHtml("> wijs\n> woord")).toBe("<blockquote><p>wijs<br>woord</p></blockquote>");
  expect(toHtml("```\na < b\n```\nna")).toBe("<pre><code>a &lt; b</code></pre><p>na</p>");
  expect(toHtml("| a | b |\n|---|---|\n| 1 | 2 |")).toBe(
    "<table><tbody><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></tbody></table>",
  );
  expect(toHtml("[hier](https://x.nl) *of* `a*b*`")).toBe(
    '<p><a href="https://x.nl">hier</a> <em>of</em> <code>a*b*</code></p>',
  );
});

test("an address is one, or it is refused", () => {
  expect(addressOf("delagestromen.example/klei")).toBe("https://delagestromen.example/klei");
  expect(addressOf("noor@x.example")).toBe("mailto:noor@x.example");
  expect(addressOf("/berichten/1/")).toBe("/berichten/1/");
  expect(addressOf("javascript:alert(1)")).toBeUndefined();
  expect(addressOf("//x.nl")).toBeUndefined();
  expect(addressOf("klei")).toBeUndefined();
});
