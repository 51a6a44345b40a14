import { describe, expect, test } from "vitest";
import { completedText, completionsOf, isTyped, typedNameAt } from "./completion.ts";

const names = {
  projects: [
    { id: "home", name: "Home" },
    { id: "renovation", name: "Home renovation" },
    { id: "work", name: "Work" },
  ],
  sections: [
    { id: "kitchen", name: "Kitchen", projectId: "renovation" },
    { id: "meetings", name: "Meetings", projectId: "work" },
  ],
  labels: [
    { id: "errands", name: "errands" },
    { id: "cafe", name: "Café" },
  ],
  people: [
    { id: "ada", name: "Ada Lovelace" },
    { id: "ada", name: "Ada" },
    { id: "bob", name: "Bob" },
  ],
};
const options = { names, projectId: "work", canCreate: true };

/** Returns the name that is being typed at the end of a text. */
function nameAtEnd(text: string, projectEnds: number[] = []) {
  return typedNameAt(text, text.length, { plain: [], projectEnds });
}

/** Returns the entries of the list at the end of a text. */
function listAt(text: string, more: Partial<typeof options> = {}): string[] {
  const name = nameAtEnd(text);
  const choices = name ? completionsOf(name, { ...options, ...more }) : [];
  return choices.map((choice) => ("id" in choice ? choice.name : `create ${choice.create}`));
}

describe("the name that is being typed", () => {
  test.each([
    ["Buy #", { kind: "project", query: "", start: 4 }],
    ["Buy #ho", { kind: "project", query: "ho", start: 4 }],
    ["(@err", { kind: "label", query: "err", start: 1 }],
    ["Ask +Ada Lo", { kind: "person", query: "Ada Lo", start: 4 }],
    ["Buy /kit", { kind: "section", query: "kit", start: 4 }],
  ])("begins with a sign at the start of a word: %s", (text, name) => {
    expect(nameAtEnd(text)).toEqual({ ...name, end: text.length });
  });

  test.each(["Fix C#", "mail john@example.com", "and/or", "https://x.org", "Call //note", "1 + 2", "@ home", ""])(
    "is not read from: %s",
    (text) => {
      expect(nameAtEnd(text)).toBeNull();
    },
  );

  test("is a section directly after a project", () => {
    expect(nameAtEnd("Buy #home/ki", [9])).toMatchObject({ kind: "section", query: "ki", start: 9 });
    expect(nameAtEnd("Buy #home/ki")).toMatchObject({ kind: "project", query: "home/ki" });
  });

  test("is not read from words that were turned into plain ones", () => {
    expect(typedNameAt("Buy @home", 9, { plain: [{ start: 4, end: 9 }], projectEnds: [] })).toBeNull();
  });

  test("ends at the caret", () => {
    expect(typedNameAt("Buy #home now", 7, { plain: [], projectEnds: [] })).toMatchObject({ query: "ho", end: 7 });
  });
});

describe("the completing list", () => {
  test.each([
    ["#", ["Home", "Home renovation", "Work"]],
    ["#ren", ["Home renovation", "create ren"]],
    ["#hr", ["Home renovation", "create hr"]],
    ["#home", ["Home", "Home renovation"]],
    ["#home ren", ["Home renovation"]],
    ["#home ", ["Home renovation"]],
    ["#work and more", []],
    ["@cafe", ["Café"]],
    ["@new", ["create new"]],
    ["@12", []],
    ["@errands,", ["errands"]],
    ["@new.", []],
    ["#new-ideas", ["create new-ideas"]],
    ["+", ["Ada Lovelace", "Bob"]],
    ["+ada", ["Ada Lovelace"]],
    ["+zoe", []],
    ["/", ["Meetings"]],
    ["/new", []],
  ])("for %s", (text, entries) => {
    expect(listAt(text)).toEqual(entries);
  });

  test("offers no new names to those who can't create them", () => {
    expect(listAt("@new", { canCreate: false })).toEqual([]);
  });

  test("knows whether a name has been typed completely", () => {
    const name = nameAtEnd("#HOME");
    expect(name && isTyped(name, { id: "home", name: "Home" })).toBe(true);
    expect(name && isTyped(name, { id: "renovation", name: "Home renovation" })).toBe(false);
  });
});

test("a completed name is followed by one space", () => {
  const name = { kind: "project", query: "ho", start: 4, end: 7 } as const;
  expect(completedText(name, { id: "home", name: "Home" }, "Buy #ho")).toBe("#Home ");
  expect(completedText(name, { create: "ho" }, "Buy #ho now")).toBe("#ho");
});
