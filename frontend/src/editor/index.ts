import { createDocument, Editor, Extension } from "@tiptap/core";
import { askForDescription, askForLink } from "./dialogs";
import { Calling, type People } from "./mention";
import { cleaned, fromText } from "./pasting";
import { type Picture, PictureNode } from "./picture";
import { schema } from "./schema";
import { commands, Toolbar } from "./toolbar";

export { toHtml } from "./markdown";

export interface Place {
  element: HTMLElement;
  toolbar: HTMLElement;
  tableTools: HTMLElement;
  people: People;
  linkDialog: HTMLDialogElement;
  pictureDialog: HTMLDialogElement;
  words: { describe: string; caption: string };
  attributes: Record<string, string>;
  /** What only the form can do: `picture` and `file` choose something to send. */
  press: (command: string) => void;
  changed: () => void;
}

const READ = { preserveWhitespace: "full" } as const;

/** The text as it is edited. What comes in and goes out is HTML as the server stores it. */
export class RichText {
  readonly editor: Editor;
  private readonly toolbar: Toolbar;
  private escaped = false;

  constructor(
    private readonly place: Place,
    html: string,
  ) {
    this.toolbar = new Toolbar(place.toolbar, this.press);
    const tableTools = new Toolbar(place.tableTools, this.press);
    this.editor = new Editor({
      element: place.element,
      injectCSS: false,
      content: html,
      parseOptions: READ,
      extensions: [
        ...schema,
        Calling.configure(place.people),
        PictureNode.configure({ ...place.words, ask: this.describe }),
        Extension.create({ addKeyboardShortcuts: () => this.shortcuts }),
      ],
      editorProps: {
        attributes: { role: "textbox", "aria-multiline": "true", ...place.attributes },
        handleDOMEvents: { keydown: (_view, event) => this.letsTabGo(event) },
        handlePaste: (_view, event) => this.paste(event),
        handleDrop: (view, event) => {
          if (!event.dataTransfer?.files.length) return false;
          const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
          if (at) this.editor.commands.setTextSelection(at.pos);
          return true;
        },
        transformPastedHTML: cleaned,
      },
      onUpdate: place.changed,
      onTransaction: ({ editor }) => {
        this.toolbar.show(editor);
        place.tableTools.hidden = !editor.isActive("table");
      },
    });
    place.tableTools.hidden = true;
    this.toolbar.show(this.editor);
    tableTools.show(this.editor);
  }

  get html(): string {
    return this.isEmpty ? "" : this.editor.getHTML();
  }

  /** Nothing but empty lines; a picture without words is something, and so is a table. */
  get isEmpty(): boolean {
    return this.editor.state.doc.children.every(
      ({ type, childCount }) => type.name === "paragraph" && !childCount,
    );
  }

  set html(html: string) {
    const { state, view, schema } = this.editor;
    const { content } = createDocument(html, schema, READ);
    view.dispatch(state.tr.replaceWith(0, state.doc.content.size, content));
  }

  focus(): void {
    this.editor.commands.focus("end");
  }

  destroy(): void {
    this.editor.destroy();
  }

  /** In the text at the caret; then it asks what the picture shows. */
  async put(file: Picture): Promise<void> {
    const attrs = { ...file, file: String(file.file) };
    const at = this.editor.state.selection.to;
    this.editor.chain().insertContentAt(at, { type: "picture", attrs }).run();
    let place = -1;
    this.editor.state.doc.descendants((node, pos) => {
      if (node.type.name === "picture" && node.attrs.file === attrs.file) place = pos;
    });
    if (place >= 0) await this.describe(place);
  }

  private readonly describe = async (at: number): Promise<void> => {
    const { attrs } = this.editor.state.doc.nodeAt(at) ?? {};
    if (!attrs) return;
    const alt = await askForDescription(this.place.pictureDialog, attrs as Picture);
    const still = this.editor.state.doc.nodeAt(at)?.attrs.file === attrs.file;
    if (alt !== null && still)
      this.editor.view.dispatch(this.editor.state.tr.setNodeAttribute(at, "alt", alt));
    const end = at + (this.editor.state.doc.nodeAt(at)?.nodeSize ?? 0);
    this.editor.commands.focus(end);
  };

  private readonly press = (command: string): void => {
    const known = commands[command];
    if (known) known(this.editor);
    else if (command === "link") void askForLink(this.place.linkDialog, this.editor);
    else this.place.press(command);
  };

  private get shortcuts(): Record<string, () => boolean> {
    return {
      "Mod-k": () => {
        this.press("link");
        return true;
      },
      "Alt-F10": () => {
        this.toolbar.focus();
        return true;
      },
    };
  }

  /** Tab leaves the text; in a table it goes to the next cell, unless Escape came first. */
  private letsTabGo(event: KeyboardEvent): boolean {
    const wasEscaped = this.escaped;
    this.escaped = event.key === "Escape" || (event.key === "Shift" && wasEscaped);
    if (event.key !== "Tab" || this.editor.storage.calling?.suggestions?.open) return false;
    return wasEscaped || !this.editor.isActive("table");
  }

  private paste(event: ClipboardEvent): boolean {
    const data = event.clipboardData;
    const html = data?.getData("text/html");
    if (data?.files.length && !html) return true; // the form sends files
    const read =
      html || this.editor.isActive("codeBlock") ? undefined : fromText(data?.getData("text/plain") ?? "");
    return read ? this.editor.view.pasteHTML(read, new ClipboardEvent("paste")) : false;
  }
}
