/** Of a file in the list: going, ok, bad (refused) or broken (may be tried again). */
export type State = "going" | "ok" | "bad" | "broken";

/** Shows what belongs to the state, with `words` under the name (components/uploads/row.html). */
export function show(row: HTMLElement, state: State, words: string): void {
  row.className = state;
  for (const part of row.querySelectorAll<HTMLElement>("[data-in]")) {
    part.hidden = !(part.dataset.in ?? "").split(" ").includes(state);
  }
  const place = state === "bad" || state === "broken" ? ".hint" : ".meta";
  (row.querySelector(place) as HTMLElement).textContent = words;
  const name = row.querySelector("b")?.textContent ?? "";
  for (const button of row.querySelectorAll<HTMLElement>("button[data-name]")) {
    button.setAttribute("aria-label", (button.dataset.name ?? "").replace("{name}", name));
  }
}

export function button(row: HTMLElement, name: string): HTMLButtonElement {
  return row.querySelector(`button[data-do=${name}]`) as HTMLButtonElement;
}
