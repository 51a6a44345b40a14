import { expect, test } from "vitest";
import { namesOfPeople } from "./people-names.ts";

test("people can be named by a first name that only one of them has", () => {
  const people = [
    { userId: "ada", name: "Ada Lovelace" },
    { userId: "bob1", name: "Bob Jones" },
    { userId: "bob2", name: "bob Smith" },
    { userId: "zoe", name: "Zoë" },
  ];
  expect(namesOfPeople(people).map(({ id, name }) => `${id} ${name}`)).toEqual([
    "ada Ada Lovelace",
    "bob1 Bob Jones",
    "bob2 bob Smith",
    "zoe Zoë",
    "ada Ada",
  ]);
});
