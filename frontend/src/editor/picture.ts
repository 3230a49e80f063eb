import { Node } from "@tiptap/core";

export interface Picture {
  file: string;
  src: string;
  alt: string;
  width: string | null;
  height: string | null;
}

const img = (figure: HTMLElement) => figure.querySelector("img[data-file]");
const from = (name: string) => (figure: HTMLElement) => img(figure)?.getAttribute(name) ?? null;

/** Whatever a text from elsewhere says, a picture comes from here. */
export const addressOf = (file: string | null) =>
  /^\d+$/.test(file ?? "") ? `/bestanden/${file}/beeld/1440` : null;

const attribute = (name: string) => ({ default: null, parseHTML: from(name), rendered: false });

/**
 * A picture with its description and, under it, its caption. A button on it asks for the description again.
 * The server writes address and size anew; only the number of the file counts.
 */
export const PictureNode = Node.create<{ describe: string; caption: string; ask: (at: number) => void }>({
  name: "picture",
  group: "block",
  content: "text*",
  marks: "",
  draggable: true,
  isolating: true,
  addOptions: () => ({ describe: "", caption: "", ask: () => {} }),
  addAttributes: () => ({
    file: attribute("data-file"),
    src: { default: null, parseHTML: (figure) => addressOf(from("data-file")(figure)), rendered: false },
    alt: { default: "", parseHTML: (figure) => from("alt")(figure) ?? "", rendered: false },
    width: attribute("width"),
    height: attribute("height"),
  }),
  parseHTML: () => [
    {
      tag: "figure",
      getAttrs: (figure) => (img(figure) ? null : false),
      contentElement: (figure) =>
        (figure as HTMLElement).querySelector("figcaption") ?? document.createElement("figcaption"),
    },
  ],
  renderHTML: ({ node }) => ["figure", ["img", attributesOf(node.attrs)], ["figcaption", 0]],
  addNodeView() {
    return ({ node, getPos }) => {
      const dom = document.createElement("figure");
      const image = document.createElement("img");
      const button = document.createElement("button");
      const contentDOM = document.createElement("figcaption");
      button.type = "button";
      button.className = "btn small";
      button.contentEditable = "false";
      button.textContent = this.options.describe;
      button.addEventListener("click", () => this.options.ask(getPos() ?? 0));
      contentDOM.dataset.placeholder = this.options.caption;
      dom.append(image, button, contentDOM);
      const show = (attributes: Record<string, unknown>) => {
        for (const [name, value] of Object.entries(attributesOf(attributes))) {
          if (value !== null) image.setAttribute(name, String(value));
        }
        contentDOM.classList.toggle("is-empty", node.content.size === 0);
      };
      show(node.attrs);
      return {
        dom,
        contentDOM,
        update: (changed) => {
          if (changed.type !== node.type) return false;
          node = changed;
          show(node.attrs);
          return true;
        },
        stopEvent: (event) => event.target === button,
        ignoreMutation: (mutation) => mutation.type !== "selection" && !contentDOM.contains(mutation.target),
      };
    };
  },
});

function attributesOf(attributes: Record<string, unknown>): Record<string, unknown> {
  const { file, src, alt, width, height } = attributes;
  return { "data-file": file, src, alt: alt ?? "", width, height };
}
