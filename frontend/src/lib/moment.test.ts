import { describe, expect, test } from "vitest";
import { momentText } from "./moment";

const now = new Date(2025, 10, 18, 15, 0);
const at = (...parts: [number, number, number, number, number]) => new Date(...parts);

describe("a moment", () => {
  test("of this hour is counted in minutes", () => {
    expect(momentText(at(2025, 10, 18, 14, 51), now, "nl", "14.51 uur")).toBe("9 minuten geleden");
    expect(momentText(at(2025, 10, 18, 14, 59), now, "en", "2:59 pm")).toBe("1 minute ago");
  });

  test("of this second, or of a clock that runs ahead, is now", () => {
    expect(momentText(at(2025, 10, 18, 15, 2), now, "nl", "15.02 uur")).toBe("nu");
  });

  test("of today and yesterday says so, with the clock of the page", () => {
    expect(momentText(at(2025, 10, 18, 9, 14), now, "nl", "9.14 uur")).toBe("vandaag 9.14 uur");
    expect(momentText(at(2025, 10, 17, 16, 10), now, "nl", "16.10 uur")).toBe("gisteren 16.10 uur");
    expect(momentText(at(2025, 10, 17, 16, 10), now, "en", "4:10 pm")).toBe("yesterday 4:10 pm");
  });

  test("just before midnight is still yesterday, not today", () => {
    const justAfter = new Date(2025, 10, 18, 1, 30);
    expect(momentText(at(2025, 10, 17, 23, 59), justAfter, "nl", "23.59 uur")).toBe("gisteren 23.59 uur");
  });

  test("of earlier is a date, with the year when it is another one", () => {
    expect(momentText(at(2025, 10, 4, 9, 0), now, "nl", "9.00 uur")).toBe("4 november");
    expect(momentText(at(2024, 10, 4, 9, 0), now, "nl", "9.00 uur")).toBe("4 november 2024");
    expect(momentText(at(2024, 10, 4, 9, 0), now, "en", "9:00 am")).toBe("4 November 2024");
  });
});
