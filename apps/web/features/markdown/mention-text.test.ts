import { expect, test } from "vitest";
import { completeMention, mentionQueryAt, offeredPeople, splitMentions } from "./mention-text.ts";

const people = ["Grace Hopper", "Grace", "Zoë Ångström", "Ada Lovelace"].map((name) => ({ userId: name, name }));

function offered(text: string): string[] {
  const query = mentionQueryAt({ text, start: text.length, end: text.length });
  return query === null ? [] : offeredPeople(people, query).map(({ name }) => name);
}

test.each([
  ["Hi @gr", ["Grace Hopper", "Grace"]],
  ["(@hop", ["Grace Hopper"]],
  ["@zoe ang", ["Zoë Ångström"]],
  ["@", ["Grace Hopper", "Grace", "Zoë Ångström", "Ada Lovelace"]],
  ["@ ada", []],
  ["john@ad", []],
  ["@Ada Lovelace", []],
  ["@Ada Lovelace said", []],
  ["@ada\nnext", []],
  ["@nobody", []],
])("offers people for %j", (text, names) => {
  expect(offered(text)).toEqual(names);
});

test("does not offer anyone while text is selected", () => {
  expect(mentionQueryAt({ text: "@ada", start: 1, end: 4 })).toBeNull();
});

test("replaces the typed text with the name", () => {
  const query = mentionQueryAt({ text: "Hi @gr and", start: 6, end: 6 });
  expect(query && completeMention(query, 6, "Grace")).toEqual({
    from: 3,
    to: 6,
    insert: "@Grace ",
    start: 10,
    end: 10,
  });
});

test("splits a text at complete names, the longest first", () => {
  const mentions = (text: string) =>
    splitMentions(text, people).map(({ text: part, isMention }) => (isMention ? `[${part}]` : part));
  expect(mentions("Hi @grace hopper, @Grace and @Gracey")).toEqual([
    "Hi ",
    "[@grace hopper]",
    ", ",
    "[@Grace]",
    " and @Gracey",
  ]);
  expect(mentions("ada@Ada Lovelace.org @zoe angstrom")).toEqual(["ada@Ada Lovelace.org ", "[@zoe angstrom]"]);
  expect(mentions("no one")).toEqual(["no one"]);
});
