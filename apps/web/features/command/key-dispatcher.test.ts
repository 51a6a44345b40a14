import { beforeEach, expect, test } from "vitest";
import type { CommandId } from "./command-table.ts";
import { SEQUENCE_MS, createKeyDispatcher } from "./key-dispatcher.ts";

let ran: CommandId[];
let missing: Set<CommandId>;
let next: string[];
let page: { hasSingleKeys: boolean; isCovered: boolean; isTyping: boolean };
let now: number;
let dispatch: (event: KeyboardEvent) => void;

beforeEach(() => {
  [ran, missing, next, now] = [[], new Set(), [], 0];
  page = { hasSingleKeys: true, isCovered: false, isTyping: false };
  dispatch = createKeyDispatcher({
    run: (id) => {
      if (missing.has(id)) return false;
      ran.push(id);
      return undefined;
    },
    hasSingleKeys: () => page.hasSingleKeys,
    isCovered: () => page.isCovered,
    isTyping: () => page.isTyping,
    onSequence: (keys) => {
      next = keys.map(({ key, id }) => `${key} ${id}`);
    },
  });
});

type Press = Partial<Pick<KeyboardEvent, "code" | "repeat" | "isComposing" | "defaultPrevented">> & { mods?: string[] };

/** Presses a key, 100 ms after the one before; answers whether the page took it. */
function press(key: string, { mods = [], ...rest }: Press = {}): boolean {
  let isTaken = false;
  now += 100;
  const event = {
    key,
    code: "",
    repeat: false,
    isComposing: false,
    defaultPrevented: false,
    timeStamp: now,
    getModifierState: (name: string) => mods.includes(name),
    preventDefault: () => {
      isTaken = true;
    },
    ...rest,
  };
  // Safe because the dispatcher reads nothing else of an event.
  dispatch(event as unknown as KeyboardEvent);
  return isTaken;
}

test("a key runs its command and is taken; another is left alone", () => {
  expect(press("e")).toBe(true);
  expect(press("w")).toBe(false);
  expect(ran).toEqual(["task.complete"]);
});

test("a command that has nothing to do leaves the key its usual meaning", () => {
  missing.add("list.next");
  expect(press("ArrowDown")).toBe(false);
});

test("of several commands with one key, the first that has something to do runs", () => {
  missing.add("task.weekEarlier");
  expect(press("ArrowUp", { mods: ["Alt"] })).toBe(true);
  expect(ran).toEqual(["task.up"]);
});

test("a sequence takes its second key alone, and says before what can follow", () => {
  press("g");
  expect(next).toContain("i go.inbox");
  press("i");
  expect(ran).toEqual(["go.inbox"]);
  expect(next).toEqual([]);
});

test("a second key that comes too late stands for itself", () => {
  press("g");
  now += SEQUENCE_MS;
  press("i");
  expect(ran).toEqual(["task.assignToMe"]);
});

test("a key that goes on no sequence ends it and does nothing", () => {
  press("g");
  press("e");
  press("i");
  expect(ran).toEqual(["task.assignToMe"]);
});

test("while one types, only what is meant for it works", () => {
  page.isTyping = true;
  expect(press("e")).toBe(false);
  press("k", { mods: ["Control"] });
  expect(ran).toEqual(["palette.open"]);
});

test("keys that make up a letter of another script are left to it", () => {
  press("e", { isComposing: true });
  expect(ran).toEqual([]);
});

test("a key that somebody has dealt with is left alone", () => {
  press("e", { defaultPrevented: true });
  expect(ran).toEqual([]);
});

test("a held key repeats moving about, and nothing else", () => {
  press("j", { repeat: true });
  press("e", { repeat: true });
  press("g", { repeat: true });
  press("t", { repeat: true });
  expect(ran).toEqual(["list.next"]);
});

test("what lies over the page has the keys to itself, and ends a sequence", () => {
  press("g");
  page.isCovered = true;
  press("i");
  page.isCovered = false;
  press("i");
  expect(ran).toEqual(["task.assignToMe"]);
});

test("without single keys, letters and sequences do nothing, while Ctrl, Alt and named keys work", () => {
  page.hasSingleKeys = false;
  for (const key of ["e", "?", "/", "g", "t"]) press(key);
  press("Q", { mods: ["Shift"] });
  expect(ran).toEqual([]);
  press("k", { mods: ["Control"] });
  press("ArrowUp", { mods: ["Alt", "Shift"] });
  press("F2");
  expect(ran).toEqual(["palette.open", "task.top", "task.rename"]);
});

test("a layout of another script is read by the place of the key", () => {
  press("у", { code: "KeyE" });
  press("п", { code: "KeyG" });
  press("е", { code: "KeyT" });
  press("л", { code: "KeyK", mods: ["Control"] });
  press("х", { code: "BracketLeft" });
  expect(ran).toEqual(["task.complete", "go.today", "palette.open", "sidebar.toggle"]);
});

test("a Latin layout is read by its letters, wherever they are", () => {
  press("y", { code: "KeyZ" });
  press("ü", { code: "BracketLeft" });
  expect(ran).toEqual(["task.duplicate"]);
});

test("modifiers must be those of the command", () => {
  press("e", { mods: ["Control"] });
  press("z", { mods: ["Control"] });
  press("Z", { mods: ["Control", "Shift"] });
  expect(ran).toEqual(["history.undo", "history.redo"]);
});
