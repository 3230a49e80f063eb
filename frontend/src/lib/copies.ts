export type Said = [name: string, value: string][];

export interface Copy {
  said: Said;
  at: number; // milliseconds
  state: State;
}

/** Being typed; left with the page, so probably saved on the way; or sent with the form itself. */
export type State = "typed" | "left" | "sent";

/**
 * What somebody typed and the server does not have yet, on their own device: it outlives a crash and a day without
 * a network. `slot` is a form ("write", "edit-post-12"), `key` one filling of it.
 */
export class Copies {
  constructor(
    private readonly storage: Storage,
    private readonly viewer: string,
  ) {}

  keep(slot: string, key: string, said: Said, state: State = "typed"): void {
    const copy: Copy = { said, at: Date.now(), state };
    try {
      this.storage.setItem(this.name(slot, key), JSON.stringify(copy));
    } catch {
      // A full storage must never stand in the way of typing.
    }
  }

  forget(slot: string, key: string): void {
    this.storage.removeItem(this.name(slot, key));
  }

  /** The copies of a form, the newest first. */
  of(slot: string): { key: string; copy: Copy }[] {
    const begin = this.name(slot, "");
    return this.names(begin)
      .map((name) => ({ key: name.slice(begin.length), copy: this.read(name) }))
      .filter((found): found is { key: string; copy: Copy } => found.copy !== undefined)
      .sort((one, other) => other.copy.at - one.copy.at);
  }

  /**
   * Call on every page: on one with the café around it, what was sent has arrived, unless its form (`shown`) is there
   * again; and nobody else's copies stay behind.
   */
  settle(inside: boolean, shown: string[]): void {
    if (!inside || !this.viewer) return;
    for (const name of this.names("copy:")) {
      const mine = name.startsWith(`copy:${this.viewer}/`);
      const open = shown.some((slot) => name.startsWith(this.name(slot, "")));
      if (!mine || (this.read(name)?.state === "sent" && !open)) this.storage.removeItem(name);
    }
  }

  /** Signing out leaves nothing behind. */
  forgetAll(): void {
    for (const name of this.names("copy:")) this.storage.removeItem(name);
  }

  private read(name: string): Copy | undefined {
    try {
      return JSON.parse(this.storage.getItem(name) ?? "") as Copy;
    } catch {
      return undefined;
    }
  }

  private names(begin: string): string[] {
    return Object.keys(this.storage).filter((name) => name.startsWith(begin));
  }

  private name(slot: string, key: string): string {
    return `copy:${this.viewer}/${slot}/${key}`;
  }
}

export function copiesHere(): Copies {
  return new Copies(localStorage, document.body.dataset.viewer ?? "");
}
