import { expect, it } from "vitest";
import { Priority } from "./task-value.ts";

it("parses a priority of -0 as 0", () => {
  expect(Object.is(Priority.parse(JSON.parse("-0")), 0)).toBe(true);
  expect([Priority.safeParse(-1).success, Priority.safeParse(4).success, Priority.parse(3)]).toEqual([false, false, 3]);
});
