import { expect, test } from "vitest";
import { parseClockTime } from "./parse-clock-time.ts";

test.each([
  ["9", "09:00"],
  ["9:30", "09:30"],
  ["9.30", "09:30"],
  ["0930", "09:30"],
  ["930", "09:30"],
  [" 17:05 ", "17:05"],
  ["5pm", "17:00"],
  ["5:30 PM", "17:30"],
  ["5 p.m.", "17:00"],
  ["12am", "00:00"],
  ["12 pm", "12:00"],
  ["17 Uhr", "17:00"],
  ["17h", "17:00"],
  ["17h30", "17:30"],
  ["9.30 Uhr", "09:30"],
  ["0:00", "00:00"],
])("%s is %s", (text, time) => {
  expect(parseClockTime(text)).toBe(time);
});

test.each(["", "24", "25:00", "9:60", "13pm", "0am", "soon", "9:3", "12345", "-1", "9 o'clock"])(
  "%s is not a time",
  (text) => {
    expect(parseClockTime(text)).toBeNull();
  },
);
