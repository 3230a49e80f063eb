export type Values = Record<string, string>;

interface Draft {
  values: Values;
  sent: boolean;
}

/**
 * What somebody typed, kept on their own device until it has arrived. A draft that was sent is thrown away by the
 * next page of the café; a page without the café around it (sign in first) means it did not arrive.
 */
export class Drafts {
  constructor(private readonly storage: Storage) {}

  read(key: string): Draft | undefined {
    const text = this.storage.getItem(name(key));
    return text ? (JSON.parse(text) as Draft) : undefined;
  }

  keep(key: string, values: Values): void {
    this.write(key, { values, sent: false });
  }

  markSent(key: string): void {
    const draft = this.read(key);
    if (draft) this.write(key, { ...draft, sent: true });
  }

  forget(key: string): void {
    this.storage.removeItem(name(key));
  }

  /** Call on every page: `inside` says whether the café stands around it, `shown` which forms are on it. */
  settle(inside: boolean, shown: string[]): void {
    for (const key of this.keys()) {
      const draft = this.read(key);
      if (!draft?.sent) continue;
      if (!inside) this.write(key, { ...draft, sent: false });
      else if (!shown.includes(key)) this.forget(key);
    }
  }

  private keys(): string[] {
    return Object.keys(this.storage)
      .filter((key) => key.startsWith("draft:"))
      .map((key) => key.slice("draft:".length));
  }

  private write(key: string, draft: Draft): void {
    try {
      this.storage.setItem(name(key), JSON.stringify(draft));
    } catch {
      // A full storage must never stand in the way of typing.
    }
  }
}

const name = (key: string) => `draft:${key}`;

/** Two people who share a browser never see each other's: the key starts with who is signed in. */
export function draftKey(form: HTMLElement): string {
  return `${document.body.dataset.viewer ?? ""}/${form.dataset.draftKeyValue ?? ""}`;
}
