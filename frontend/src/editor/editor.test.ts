import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RichText } from "./index";

let text: RichText;
const changed = vi.fn();
const press = vi.fn();

function open(html: string): RichText {
  document.body.innerHTML = `<div id="place"></div><ul id="people" hidden></ul>
    <div id="toolbar"><button data-command="bold"></button><button data-command="heading"></button>
      <button data-command="picture"></button></div>
    <div id="tools"><button data-command="row-add"></button></div>
    <dialog id="link"></dialog><dialog id="picture"></dialog>`;
  const at = (id: string) => document.getElementById(id) as HTMLElement;
  return new RichText(
    {
      element: at("place"),
      toolbar: at("toolbar"),
      tableTools: at("tools"),
      people: { list: at("people"), url: "/mensen" },
      linkDialog: at("link") as HTMLDialogElement,
      pictureDialog: at("picture") as HTMLDialogElement,
      words: { describe: "Beschrijving", caption: "Bijschrift" },
      attributes: { class: "edit", "aria-label": "Tekst" },
      press,
      changed,
    },
    html,
  );
}

beforeEach(() => {
  text = open("<p>Natte klei</p>");
});

afterEach(() => text.destroy());

const KEPT = [
  "<p>Natte <strong>klei</strong> bij <em>paal</em> <strong><em>12</em></strong></p>",
  '<h2>Een</h2><h3>Twee</h3><ol start="3"><li><p>a</p><ul><li><p>b</p></li></ul></li></ol>',
  '<p><a href="https://x.nl/a?b=1&amp;c=2">elders <em>gezegd</em></a> en <a href="/berichten/1/">hier</a></p>',
  '<p>Vraag het <span class="mention" data-person="12">@fenna-postma</span><span class="mention" data-person="7">@noor</span>.</p>',
  '<p lang="en">Wet clay</p><p><span lang="de">nasser Ton</span> H<sub>2</sub>O m<sup>3</sup></p>',
  '<blockquote lang="en" cite="https://x.nl/"><p>Wet</p></blockquote>',
  "<pre><code>a\n  b &lt;c&gt;\n\nd</code></pre>",
  "<p>a<br>b</p><hr><p><s>weg</s> <code>x</code> <strong><code>y</code></strong></p>",
  "<table><tbody><tr><th><p>Paal</p></th><th><p>Dag</p></th></tr><tr><td><p>12</p></td><td><p>di</p></td></tr></tbody></table>",
  "<dl><dt>klei</dt><dd>grond <strong>zwaar</strong></dd></dl>",
  '<table><tbody><tr><td>a</td><td rowspan="2">b</td></tr><tr><td>c</td></tr></tbody></table>',
  '<figure><img data-file="7" src="/bestanden/7/beeld/1440" alt="Gras" width="1440" height="810"><figcaption>In mei</figcaption></figure>',
];

const WORDLESS = [
  '<figure><img data-file="7" src="/bestanden/7/beeld/1440" alt="Gras"><figcaption></figcaption></figure>',
  "<table><tbody><tr><td><p></p></td></tr></tbody></table>",
];

test.each(WORDLESS)("is a text without a word in it: %s", (html) => {
  text.html = html;
  expect(text.isEmpty).toBe(false);
  expect(text.html.replace(/<p><\/p>$/, "")).toBe(html);
});

test("a heading that nothing stands in yet is still a heading", () => {
  text.html =
    "<table><thead><tr><td></td><th>Dag</th></tr></thead><tbody><tr><td>12</td><td></td></tr></tbody></table>";
  expect(text.html).toContain(
    "<tr><th><p></p></th><th><p>Dag</p></th></tr><tr><td><p>12</p></td><td><p></p></td></tr>",
  );
});

const BROKEN = [
  "<table><tr><td><script>1</script></td></tr></table>",
  "<blockquote></blockquote><p>a</p>",
  "<ul><li>een</li><li></li><li>drie</li></ul>",
];

test.each(BROKEN)("takes what is not whole: %s", (html) => {
  text.html = html;
  expect(text.html).not.toContain("Natte klei");
  expect(() => text.editor.state.doc.check()).not.toThrow();
});

test("a picture is fetched from here, wherever it is said to stand", () => {
  const img = '<img data-file="7" src="https://evil.example/x.png" alt="a">';
  text.html = `<figure>${img}</figure><dl><dt>${img}</dt></dl><blockquote cite="javascript:1"><p>a</p></blockquote>`;
  expect(text.html).not.toMatch(/evil|javascript/);
  expect(text.html.match(/src="\/bestanden\/7\/beeld\/1440"/g)).toHaveLength(2);
});

test.each(KEPT)("comes out as it went in: %s", (html) => {
  text.destroy();
  text = open(html);
  expect(text.html.replace(/<p><\/p>$/, "")).toBe(html);
});

test("an empty text is nothing", () => {
  text.html = "<p></p>";
  expect(text.html).toBe("");
});

test("what is kept unseen carries no script", () => {
  text.html = '<dl onclick="x()"><dt><a href="javascript:x()">a</a><script>x()</script></dt></dl>';
  expect(text.html).not.toMatch(/onclick|javascript|<script/);
});

test("a button of the toolbar changes the text and says that it is pressed", () => {
  const bold = document.querySelector("[data-command=bold]") as HTMLButtonElement;
  text.editor.commands.selectAll();
  bold.click();
  expect(text.html).toBe("<p><strong>Natte klei</strong></p>");
  expect(bold.getAttribute("aria-pressed")).toBe("true");
  expect(changed).toHaveBeenCalled();
});

test("the heading goes from large to small to text", () => {
  const heading = document.querySelector("[data-command=heading]") as HTMLButtonElement;
  const tags = [1, 2, 3].map(() => {
    heading.click();
    return /^<(\w+)>/.exec(text.html)?.[1];
  });
  expect(tags).toEqual(["h2", "h3", "p"]);
});

test("arrows move along the toolbar, which is one stop for Tab", () => {
  const bar = document.getElementById("toolbar") as HTMLElement;
  const [first, second, last] = bar.querySelectorAll("button");
  first?.focus();
  bar.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
  expect(document.activeElement).toBe(second);
  bar.dispatchEvent(new KeyboardEvent("keydown", { key: "End" }));
  expect(document.activeElement).toBe(last);
  expect([first, second, last].map((button) => button?.tabIndex)).toEqual([-1, -1, 0]);
});

test("what only the form can do is asked of the form", () => {
  (document.querySelector("[data-command=picture]") as HTMLButtonElement).click();
  expect(press).toHaveBeenCalledWith("picture");
});

test("the tools for a table are there while the caret stands in one", () => {
  const tools = document.getElementById("tools") as HTMLElement;
  expect(tools.hidden).toBe(true);
  text.editor.commands.insertTable({ rows: 2, cols: 2, withHeaderRow: true });
  expect(tools.hidden).toBe(false);
  (tools.querySelector("button") as HTMLButtonElement).click();
  expect(text.html.match(/<tr>/g)).toHaveLength(3);
});
