import type { Editor } from "@tiptap/core";
import { addressOf } from "./marks";
import type { Picture } from "./picture";

const named = (dialog: HTMLDialogElement, name: string) =>
  dialog.querySelector(`[name=${name}]`) as HTMLInputElement;

/** Resolves with the value of the button that closed it; empty when it was left. */
function ask(dialog: HTMLDialogElement): Promise<string> {
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => answer(dialog.returnValue), { once: true });
  });
}

/** Keeps the dialog open while what it asks for is not there, and says so. */
function holds(dialog: HTMLDialogElement, field: HTMLInputElement, sound: () => boolean): void {
  const form = dialog.querySelector("form") as HTMLFormElement;
  const problem = dialog.querySelector(".err") as HTMLElement;
  problem.hidden = true;
  field.removeAttribute("aria-invalid");
  form.onsubmit = (event) => {
    const leaving = (event.submitter as HTMLButtonElement | null)?.formNoValidate;
    if (leaving || sound()) return;
    event.preventDefault();
    problem.hidden = false;
    field.setAttribute("aria-invalid", "true");
    field.focus();
  };
}

/** Puts a link on what is selected, changes the one the caret stands in, or takes it away. */
export async function askForLink(dialog: HTMLDialogElement, editor: Editor): Promise<void> {
  const field = named(dialog, "address");
  const { href } = editor.getAttributes("link");
  field.value = href ?? "";
  (dialog.querySelector("[value=drop]") as HTMLElement).hidden = !href;
  holds(dialog, field, () => addressOf(field.value) !== undefined);
  const answer = await ask(dialog);
  const change = editor.chain().focus();
  const address = addressOf(field.value);
  if (answer === "drop") change.extendMarkRange("link").unsetMark("link").run();
  else if (answer !== "put" || !address) change.run();
  else if (href || !editor.state.selection.empty) {
    change.extendMarkRange("link").setMark("link", { href: address }).run();
  } else {
    const marks = [{ type: "link", attrs: { href: address } }];
    change.insertContent({ type: "text", text: field.value.trim(), marks }).run();
  }
}

/** What a picture shows, in words; empty is a decision: it is only decoration. */
export async function askForDescription(dialog: HTMLDialogElement, picture: Picture): Promise<string | null> {
  const words = named(dialog, "alt");
  const decorative = named(dialog, "decorative");
  const image = dialog.querySelector("img") as HTMLImageElement;
  image.src = picture.src;
  words.value = picture.alt;
  decorative.checked = false;
  holds(dialog, words, () => decorative.checked || words.value.trim() !== "");
  const answer = await ask(dialog);
  if (answer !== "put") return null;
  return decorative.checked ? "" : words.value.trim();
}
