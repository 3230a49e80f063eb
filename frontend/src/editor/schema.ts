import type { Extensions } from "@tiptap/core";
import StarterKit from "@tiptap/starter-kit";
import { Carried, ListItem, tables } from "./blocks";
import { Kept } from "./kept";
import { Code, Language, Link, Sub, Sup } from "./marks";
import { MentionNode } from "./mention";

/** Exactly what the server lets through: what a text holds is edited here or kept as it is, never lost. */
export const schema: Extensions = [
  StarterKit.configure({
    heading: { levels: [2, 3] },
    code: false,
    link: false,
    listItem: false,
    underline: false,
    dropcursor: { class: "drop-line", color: false },
  }),
  Carried,
  Code,
  Kept,
  Language,
  Link,
  ListItem,
  MentionNode,
  Sub,
  Sup,
  ...tables,
];
