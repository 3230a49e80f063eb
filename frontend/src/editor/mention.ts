import { type Editor, Extension, Node } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view";
import { Suggestions } from "../lib/suggestions";
import { handleAt } from "../lib/words";

/** Somebody called by name: kept by number, shown by handle. */
export const MentionNode = Node.create({
  name: "mention",
  group: "inline",
  inline: true,
  atom: true,
  selectable: false,
  priority: 1001,
  addAttributes: () => ({
    person: { default: null, parseHTML: (span) => span.getAttribute("data-person"), rendered: false },
    label: { default: "", parseHTML: (span) => span.textContent ?? "", rendered: false },
  }),
  parseHTML: () => [{ tag: "span.mention[data-person]", priority: 60 }],
  renderHTML: ({ node }) => [
    "span",
    { class: "mention", "data-person": node.attrs.person },
    String(node.attrs.label),
  ],
  renderText: ({ node }) => String(node.attrs.label),
});

interface Typed {
  from: number;
  to: number;
  text: string;
}

declare module "@tiptap/core" {
  interface Storage {
    calling: { suggestions?: Suggestions };
  }
}

const key = new PluginKey<Typed | undefined>("people");

/** The handle being typed, from its @ to the caret. */
function typedAt(editor: Editor): Typed | undefined {
  const { $from, empty } = editor.state.selection;
  if (!empty || !$from.parent.isTextblock || $from.parent.type.spec.code) return undefined;
  const before = $from.parent.textBetween(0, $from.parentOffset, "\n", "\ufffc");
  const piece = handleAt(before, before.length);
  return piece && { from: $from.pos - piece.text.length - 1, to: $from.pos, text: piece.text };
}

const mentionOf = (handle: string, option: HTMLElement) => ({
  type: "mention",
  attrs: { person: option.dataset.person, label: `@${handle}` },
});

export interface People {
  list: HTMLElement;
  url: string;
}

/** Suggests people after an @; what is chosen takes the place of what was typed. */
export const Calling = Extension.create<People, { suggestions?: Suggestions }>({
  name: "calling",
  addStorage: () => ({}),
  addProseMirrorPlugins() {
    const { editor, options, storage } = this;
    const take = (handle: string, option: HTMLElement) => {
      const typed = typedAt(editor);
      if (!typed) return;
      editor
        .chain()
        .focus()
        .insertContentAt(typed, [mentionOf(handle, option), { type: "text", text: " " }])
        .run();
    };
    // Who types a handle to its end need not choose it.
    const complete = () => {
      const typed = storage.suggestions?.open ? typedAt(editor) : undefined;
      const option =
        typed && options.list.querySelector<HTMLElement>(`[data-value="${CSS.escape(typed.text)}"]`);
      if (typed && option) editor.commands.insertContentAt(typed, mentionOf(typed.text, option));
    };
    let dismissed = "";
    let timer = 0;
    return [
      new Plugin({
        key,
        props: {
          decorations: (state) => {
            const typed = typedAt(editor);
            const mark = typed && Decoration.inline(typed.from, typed.to, { class: "typed" });
            return mark ? DecorationSet.create(state.doc, [mark]) : null;
          },
          handleKeyDown: (_view, event) => {
            if (event.key === "Escape") dismissed = typedAt(editor)?.text ?? "";
            if (/^[\s.,;:!?)]$/.test(event.key)) complete();
            return storage.suggestions?.key(event) ?? false;
          },
          handleDOMEvents: { blur: () => storage.suggestions?.hide() },
        },
        view: (view) => {
          const suggestions = new Suggestions(view.dom, options.list, options.url, take, true);
          storage.suggestions = suggestions;
          view.dom.setAttribute("aria-controls", options.list.id);
          return {
            update: (changed, before) => {
              if (before.doc.eq(changed.state.doc) && before.selection.eq(changed.state.selection)) return;
              window.clearTimeout(timer);
              const typed = typedAt(editor);
              if (!typed || (dismissed && typed.text === dismissed)) return suggestions.hide();
              dismissed = "";
              place(changed, options.list, typed.from);
              timer = window.setTimeout(() => suggestions.load(typed.text), 120);
            },
            destroy: () => window.clearTimeout(timer),
          };
        },
      }),
    ];
  },
});

/** Under the @, inside the sheet. */
function place(view: EditorView, list: HTMLElement, at: number): void {
  const frame = list.parentElement?.getBoundingClientRect();
  if (!frame) return;
  const { left, bottom } = view.coordsAtPos(at);
  const room = Math.max(0, frame.width - Math.min(376, frame.width));
  list.style.top = `${bottom - frame.top + 6}px`;
  list.style.left = `${Math.min(left - frame.left, room)}px`;
}
