import type { Said } from "../lib/copies";

const TOKEN = "csrfmiddlewaretoken";

/** A form as it is filled in now, and which filling of it this is. */
export class Filled {
  constructor(private readonly form: HTMLFormElement) {}

  /** All fields but chosen files, as they would be sent. */
  get said(): Said {
    const entries = [...new FormData(this.form)];
    return entries.filter((entry): entry is [string, string] => typeof entry[1] === "string");
  }

  /** What somebody said, without what only proves who they are. */
  get typed(): Said {
    return this.said.filter(([name]) => name !== TOKEN);
  }

  get key(): string {
    return this.field("client_key")?.value ?? "";
  }

  get number(): number {
    return Number(this.field("draft_number")?.value ?? 0);
  }

  set number(number: number) {
    const field = this.field("draft_number");
    if (field) field.value = String(number);
  }

  /** A copy of another filling, to be sent from here. */
  signed(copy: Said): Said {
    return [...copy, [TOKEN, this.field(TOKEN)?.value ?? ""]];
  }

  private field(name: string): HTMLInputElement | null {
    return this.form.querySelector(`[name=${name}]`);
  }
}

export const numbered = (said: Said, number: number): Said =>
  said.map(([name, value]) => [name, name === "draft_number" ? String(number) : value]);
