import { InputRule, Mark, markInputRule, markPasteRule } from "@tiptap/core";

/** `code` may carry other marks: what a text says is kept as it is. */
export const Code = Mark.create({
  name: "code",
  excludes: "",
  exitable: true,
  parseHTML: () => [{ tag: "code" }],
  renderHTML: () => ["code", 0],
  addKeyboardShortcuts() {
    return { "Mod-e": () => this.editor.commands.toggleMark(this.name) };
  },
  addInputRules() {
    return [markInputRule({ find: /(?:^|[^`])`([^`]+)`$/, type: this.type })];
  },
  addPasteRules() {
    return [markPasteRule({ find: /(?:^|[^`])`([^`]+)`/g, type: this.type })];
  },
});

const script = (tag: "sub" | "sup") =>
  Mark.create({ name: tag, parseHTML: () => [{ tag }], renderHTML: () => [tag, 0] });

export const Sub = script("sub");
export const Sup = script("sup");

/** A passage in another language. */
export const Language = Mark.create({
  name: "language",
  addAttributes: () => ({ lang: { default: null } }),
  parseHTML: () => [{ tag: "span[lang]:not(.mention)" }],
  renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes, 0],
});

const ADDRESS = /^(?:https?:\/\/|mailto:|\/(?!\/))\S+$/i;
const TYPED = /(?:^|\s)(https?:\/\/\S*[^\s.,;:!?)\]'"])(\s)$/;

/** What somebody means by an address, or nothing where it is none: "delagestromen.example" is https. */
export function addressOf(typed: string): string | undefined {
  const text = typed.trim();
  if (ADDRESS.test(text)) return text;
  if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(text)) return `mailto:${text}`;
  return /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+([/?#:]\S*)?$/u.test(text) ? `https://${text}` : undefined;
}

/** The outermost mark, so that other marks never cut a link in two. */
export const Link = Mark.create({
  name: "link",
  priority: 1000,
  inclusive: false,
  addAttributes: () => ({ href: { default: null } }),
  parseHTML: () => [
    { tag: "a[href]", getAttrs: (a) => (ADDRESS.test(a.getAttribute("href") ?? "") ? null : false) },
  ],
  renderHTML: ({ HTMLAttributes }) => ["a", HTMLAttributes, 0],
  addInputRules() {
    return [
      new InputRule({
        find: TYPED,
        handler: ({ state, range, match }) => {
          const [, address = "", space = " "] = match;
          const from = range.to - address.length;
          const linked = state.schema.text(address, [this.type.create({ href: address })]);
          state.tr.replaceWith(from, range.to, [linked, state.schema.text(space)]);
        },
      }),
    ];
  },
});
