import type { Editor } from "@tiptap/core";

export type Command = (editor: Editor) => void;

/** What the buttons of the toolbar do that needs nothing but the text; `data-command` names one. */
export const commands: Record<string, Command> = {
  text: (editor) => editor.chain().focus().run(),
  bold: (editor) => editor.chain().focus().toggleBold().run(),
  italic: (editor) => editor.chain().focus().toggleItalic().run(),
  heading: (editor) => heading(editor),
  list: (editor) => editor.chain().focus().toggleBulletList().run(),
  numbers: (editor) => editor.chain().focus().toggleOrderedList().run(),
  quote: (editor) => editor.chain().focus().toggleBlockquote().run(),
  code: (editor) => code(editor),
  mention: (editor) => editor.chain().focus().insertContent(at(editor)).run(),
  table: (editor) => editor.chain().focus().insertTable({ rows: 3, cols: 2, withHeaderRow: true }).run(),
  "row-add": (editor) => editor.chain().focus().addRowAfter().run(),
  "row-drop": (editor) => editor.chain().focus().deleteRow().run(),
  "column-add": (editor) => editor.chain().focus().addColumnAfter().run(),
  "column-drop": (editor) => editor.chain().focus().deleteColumn().run(),
  "table-drop": (editor) => editor.chain().focus().deleteTable().run(),
};

const STATES: Record<string, (editor: Editor) => boolean> = {
  bold: (editor) => editor.isActive("bold"),
  italic: (editor) => editor.isActive("italic"),
  heading: (editor) => editor.isActive("heading"),
  list: (editor) => editor.isActive("bulletList"),
  numbers: (editor) => editor.isActive("orderedList"),
  quote: (editor) => editor.isActive("blockquote"),
  code: (editor) => editor.isActive("code") || editor.isActive("codeBlock"),
  link: (editor) => editor.isActive("link"),
};

/** Text, heading, smaller heading, text. */
function heading(editor: Editor): void {
  if (editor.isActive("heading", { level: 3 })) editor.chain().focus().setParagraph().run();
  else
    editor
      .chain()
      .focus()
      .setHeading({ level: editor.isActive("heading") ? 3 : 2 })
      .run();
}

/** A few words are marked, a whole paragraph becomes a block. */
function code(editor: Editor): void {
  const { empty, $from, $to } = editor.state.selection;
  const words = !empty && $from.sameParent($to) && !editor.isActive("codeBlock");
  if (words) editor.chain().focus().toggleMark("code").run();
  else editor.chain().focus().toggleCodeBlock().run();
}

/** An @ begins a word. */
function at(editor: Editor): string {
  const { $from } = editor.state.selection;
  const before = $from.parent.textBetween(0, $from.parentOffset, " ", " ");
  return /(^|\s)$/.test(before) ? "@" : " @";
}

/** One stop for Tab; arrows, Home and End move inside, Escape goes back to the text. */
export class Toolbar {
  constructor(
    private readonly element: HTMLElement,
    private readonly press: (command: string) => void,
  ) {
    element.addEventListener("keydown", this.move);
    element.addEventListener("click", this.click);
    // A press with the pointer leaves the caret where it is.
    element.addEventListener("mousedown", (event) => event.preventDefault());
    this.stopAt(0);
  }

  show(editor: Editor): void {
    for (const button of this.buttons) {
      const state = STATES[button.dataset.command ?? ""];
      if (state) button.setAttribute("aria-pressed", String(state(editor)));
    }
  }

  focus(): void {
    this.buttons.find((button) => button.tabIndex === 0)?.focus();
  }

  private get buttons(): HTMLButtonElement[] {
    return [...this.element.querySelectorAll<HTMLButtonElement>("button[data-command]")];
  }

  private readonly click = (event: Event): void => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[data-command]");
    if (!button) return;
    this.stopAt(this.buttons.indexOf(button));
    this.press(button.dataset.command ?? "");
  };

  private readonly move = (event: KeyboardEvent): void => {
    if (event.key === "Escape") this.press("text");
    const count = this.buttons.length;
    const now = this.buttons.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowRight: now + 1, ArrowLeft: now - 1 + count, Home: 0, End: count - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.stopAt(to % count);
    this.focus();
  };

  private stopAt(index: number): void {
    this.buttons.forEach((button, at) => {
      button.tabIndex = at === index ? 0 : -1;
    });
  }
}
