export interface Stored {
  id: number;
  name: string;
  kind: string;
  size: number;
  address: string;
  src: string;
  width: number | null;
  height: number | null;
}

export type Outcome = { stored: Stored } | { refused: string } | { broken: true } | { stopped: true };

/** One file on its way. The same sending tried again keeps its key, so that it never arrives twice. */
export class Upload {
  private readonly key = crypto.randomUUID();
  private request?: XMLHttpRequest;
  private began = 0;

  constructor(readonly file: File) {}

  /** `heard` gets how much is there, 0 to 1, and the seconds that are left. */
  send(
    address: string,
    form: { token: string; draft: string },
    heard: (part: number, left: number) => void,
  ): Promise<Outcome> {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.token);
    body.append("client_key", this.key);
    body.append("draft", form.draft);
    body.append("file", this.file);
    const request = new XMLHttpRequest();
    this.request = request;
    this.began = Date.now();
    request.open("POST", address);
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      const spent = (Date.now() - this.began) / 1000;
      heard(loaded / total, Math.ceil((spent * (total - loaded)) / Math.max(loaded, 1)));
    });
    return new Promise((done) => {
      request.addEventListener("load", () => done(outcomeOf(request)));
      request.addEventListener("error", () => done({ broken: true }));
      request.addEventListener("abort", () => done({ stopped: true }));
      request.send(body);
    });
  }

  stop(): void {
    this.request?.abort();
  }
}

function outcomeOf(request: XMLHttpRequest): Outcome {
  const answer = request.response as (Stored & { message?: string }) | null;
  if (request.status >= 200 && request.status < 300 && answer?.id) return { stored: answer };
  return request.status < 500 && answer?.message ? { refused: answer.message } : { broken: true };
}

/** At most `places` at once; who waits goes in the order of coming. */
export class Queue {
  private busy = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly places: number) {}

  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.busy >= this.places) await new Promise<void>((turn) => this.waiting.push(turn));
    else this.busy += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.busy -= 1;
    }
  }
}

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"];

/** 84 kB, 18 MB, 1,2 GB */
export function sizeInWords(bytes: number, language: string): string {
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1);
  const digits = step > 2 ? 1 : 0;
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: UNITS[step],
    unitDisplay: step === 0 ? "long" : "short",
    maximumFractionDigits: digits,
  }).format(bytes / 1000 ** step);
}

/** 12 seconden, 3 minuten */
export function timeInWords(seconds: number, language: string): string {
  const long = seconds >= 90;
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: long ? "minute" : "second",
    unitDisplay: "long",
  }).format(long ? Math.round(seconds / 60) : seconds);
}
