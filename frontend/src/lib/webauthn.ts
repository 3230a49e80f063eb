/** What the server says and hears in base64url, the browser in bytes. */
type Options = { publicKey: Record<string, unknown> };
type Bytes = ArrayBuffer;

export function bytes(text: string): Bytes {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0)).buffer;
}

export function text(given: Bytes): string {
  const plain = String.fromCharCode(...new Uint8Array(given));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The names under which the standard has bytes, wherever they stand. */
export function withBytes(value: unknown, name = ""): unknown {
  if (typeof value === "string") return ["challenge", "id"].includes(name) ? bytes(value) : value;
  if (Array.isArray(value)) return value.map((each) => withBytes(each));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, key === "rp" ? each : withBytes(each, key)]),
  );
}

/** Throws when the device gives none, or the person says no. */
export async function passkey(options: Options, making: boolean): Promise<string> {
  const publicKey = withBytes(options.publicKey) as never;
  const given = await (making
    ? navigator.credentials.create({ publicKey })
    : navigator.credentials.get({ publicKey }));
  if (!(given instanceof PublicKeyCredential)) throw new Error("No passkey.");
  return JSON.stringify(asText(given));
}

function asText(given: PublicKeyCredential): object {
  const response: Record<string, unknown> = {};
  for (const name of [
    "clientDataJSON",
    "attestationObject",
    "authenticatorData",
    "signature",
    "userHandle",
  ]) {
    const part = (given.response as unknown as Record<string, Bytes | null | undefined>)[name];
    if (part) response[name] = text(part);
  }
  return {
    id: given.id,
    rawId: text(given.rawId),
    type: given.type,
    response,
    clientExtensionResults: given.getClientExtensionResults(),
  };
}
