import { Extension, Node } from "@tiptap/core";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import { addressOf } from "./marks";

/** An item may begin with any block, as in a text from elsewhere; enter makes the next one. */
export const ListItem = Node.create({
  name: "listItem",
  content: "block+",
  defining: true,
  parseHTML: () => [{ tag: "li" }],
  renderHTML: () => ["li", 0],
  addKeyboardShortcuts() {
    return {
      Enter: () => this.editor.commands.splitListItem(this.name),
      "Mod-]": () => this.editor.commands.sinkListItem(this.name),
      "Mod-[": () => this.editor.commands.liftListItem(this.name),
    };
  },
});

const whence = (quote: HTMLElement) => addressOf(quote.getAttribute("cite") ?? "") ?? null;

/** What a block carries besides its text, unseen and unchanged. */
export const Carried = Extension.create({
  name: "carried",
  addGlobalAttributes: () => [
    { types: ["paragraph", "blockquote"], attributes: { lang: { default: null } } },
    { types: ["blockquote"], attributes: { cite: { default: null, parseHTML: whence } } },
  ],
});

const spans = () => ({ colspan: { default: 1, parseHTML: columns }, rowspan: { default: 1 } });
const columns = (cell: HTMLElement) => Number(cell.getAttribute("colspan") ?? 1);

/** Tables without widths and alignment: the page decides how wide a table is. */
export const tables = [
  Table.extend({ renderHTML: () => ["table", ["tbody", 0]] }).configure({ View: null }),
  TableRow,
  TableCell.extend({ addAttributes: () => ({ ...spans(), colwidth: { default: null, rendered: false } }) }),
  TableHeader.extend({
    addAttributes: () => ({ ...spans(), colwidth: { default: null, rendered: false } }),
    // The server writes a heading without text as an ordinary cell.
    parseHTML: () => [{ tag: "th" }, { tag: "thead td:empty", priority: 60 }],
  }),
];
