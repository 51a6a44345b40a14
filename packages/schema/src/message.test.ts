import { expect, test } from "vitest";
import { formatMessage, inEnglish, message } from "./message.ts";

test("a message keeps its English text, template and values", () => {
  const text = message`More than ${1500} tasks in “${"{0} Home"}”.`;
  expect(text).toEqual({ template: "More than {0} tasks in “{1}”.", values: [1500, "{0} Home"] });
  expect(inEnglish(text)).toBe("More than 1,500 tasks in “{0} Home”.");
  expect(inEnglish("100 %")).toBe("100 %");
});

test("translates the text and tagged values in any order, but not names", () => {
  const german: Record<string, string> = { "{0} of {1}": "{1}: {0}", Task: "Aufgabe" };
  const text = message`${message`Task`} of ${"Task"}`;
  expect(formatMessage(text, "de", ({ template }) => german[template] ?? template)).toBe("Task: Aufgabe");
});
