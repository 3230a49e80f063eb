import type { Said } from "../lib/copies";

export type Answer =
  | { kind: "saved"; number: number; time: string }
  | { kind: "newer"; number: number; time: string; html: string; title: string }
  | { kind: "signed-out" }
  | { kind: "unreachable" }
  | { kind: "refused"; message: string };

interface Body {
  number?: number;
  saved_at?: string;
  html?: string;
  title?: string;
  message?: string;
}

// What a browser sends along while a page closes, all requests together.
const LAST_WORDS = 60_000; // characters

/** Sends what a form holds to the draft's address and says in one word what came of it. */
export async function send(address: string, said: Said, again = true): Promise<Answer> {
  const body = new URLSearchParams(said);
  const keepalive = body.toString().length < LAST_WORDS;
  let response: Response;
  try {
    response = await fetch(address, { method: "POST", body, keepalive });
  } catch {
    return { kind: "unreachable" };
  }
  if (response.status === 403 && again) return sendAfresh(address, said);
  return answerOf(response.status, await bodyOf(response));
}

function answerOf(status: number, body: Body): Answer {
  const { number = 0, saved_at: time = "", html = "", title = "", message = "" } = body;
  if (status === 200) return { kind: "saved", number, time };
  if (status === 409) return { kind: "newer", number, time, html, title };
  if (status === 401) return { kind: "signed-out" };
  return message ? { kind: "refused", message } : { kind: "unreachable" };
}

async function bodyOf(response: Response): Promise<Body> {
  try {
    return (await response.json()) as Body;
  } catch {
    return {};
  }
}

/** Who signed in again in another tab has a new token; the page of the form knows it. */
async function sendAfresh(address: string, said: Said): Promise<Answer> {
  const token = await freshToken();
  if (!token) return { kind: "signed-out" };
  return send(
    address,
    said.map(([name, value]) => [name, name === TOKEN ? token : value]),
    false,
  );
}

const TOKEN = "csrfmiddlewaretoken";

async function freshToken(): Promise<string | undefined> {
  try {
    const page = await fetch(location.href);
    const html = new DOMParser().parseFromString(await page.text(), "text/html");
    if (html.body.dataset.viewer !== document.body.dataset.viewer) return undefined;
    const token = html.querySelector<HTMLInputElement>(`[name=${TOKEN}]`)?.value;
    for (const field of document.querySelectorAll<HTMLInputElement>(`[name=${TOKEN}]`)) {
      if (token) field.value = token;
    }
    return token;
  } catch {
    return undefined;
  }
}
