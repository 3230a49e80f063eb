const MINUTE = 60_000;

/**
 * A moment in the reader's words: "9 minuten geleden", "gisteren 16.10 uur", "4 november", "4 november 2024".
 * The clock comes from the page, because how a time of day is written is a matter of translation.
 */
export function momentText(then: Date, now: Date, language: string, clock: string): string {
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const minutes = Math.max(0, Math.floor((now.getTime() - then.getTime()) / MINUTE));
  if (minutes === 0) return relative.format(0, "second");
  if (minutes < 60) return relative.format(-minutes, "minute");
  const days = daysBetween(then, now);
  if (days < 2) return `${relative.format(-days, "day")} ${clock}`;
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    day: "numeric",
    month: "long",
    year: then.getFullYear() === now.getFullYear() ? undefined : "numeric",
  }).format(then);
}

export function isRecent(then: Date, now: Date): boolean {
  return now.getTime() - then.getTime() < 60 * MINUTE;
}

// Noon to noon, so that a day of 23 or 25 hours still counts as one.
function daysBetween(then: Date, now: Date): number {
  const noon = (date: Date) => new Date(date).setHours(12, 0, 0, 0);
  return Math.round((noon(now) - noon(then)) / (24 * 60 * MINUTE));
}
