import { beforeEach, expect, test } from "vitest";
import type { ActionId } from "./action-table.ts";
import { SEQUENCE_MS, createKeyDispatcher } from "./key-dispatcher.ts";

let ran: ActionId[];
let missing: Set<ActionId>;
let next: string[];
let page: { hasSingleKeys: boolean; isCovered: boolean; isTyping: boolean };
let now: number;
let dispatch: (event: KeyboardEvent) => void;

beforeEach(() => {
  // As on every page but that of notifications.
  [ran, missing, next, now] = [[], new Set(["notification.toggleRead"]), [], 0];
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

/** Presses a key 100 ms after the previous one. Returns whether the dispatcher called `preventDefault`. */
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
  // Safe because the dispatcher reads only these properties.
  dispatch(event as unknown as KeyboardEvent);
  return isTaken;
}

test("runs the action bound to a key and prevents the default; ignores other keys", () => {
  expect(press("e")).toBe(true);
  expect(press("w")).toBe(false);
  expect(ran).toEqual(["task.complete"]);
});

test("does not prevent the default if the action does nothing", () => {
  missing.add("list.next");
  expect(press("ArrowDown")).toBe(false);
});

test("falls through to the next action on the same key if the first does nothing", () => {
  missing.add("task.earlier");
  missing.add("task.weekEarlier");
  expect(press("ArrowUp", { mods: ["Alt"] })).toBe(true);
  expect(ran).toEqual(["task.up"]);
});

test("reports the possible next keys of a sequence and runs only the sequence's action", () => {
  press("g");
  expect(next).toContain("i go.inbox");
  press("i");
  expect(ran).toEqual(["go.inbox"]);
  expect(next).toEqual([]);
});

test("treats a second key after the timeout as a single key", () => {
  press("g");
  now += SEQUENCE_MS;
  press("i");
  expect(ran).toEqual(["task.assignToMe"]);
});

test("ends a sequence without running an action on a key that does not continue it", () => {
  press("g");
  press("e");
  press("i");
  expect(ran).toEqual(["task.assignToMe"]);
});

test("runs only actions marked isForTyping in a text field", () => {
  page.isTyping = true;
  expect(press("e")).toBe(false);
  press("k", { mods: ["Control"] });
  expect(ran).toEqual(["palette.open"]);
});

test("ignores keys during IME composition", () => {
  press("e", { isComposing: true });
  expect(ran).toEqual([]);
});

test("ignores events whose default was prevented", () => {
  press("e", { defaultPrevented: true });
  expect(ran).toEqual([]);
});

test("repeats only actions marked isRepeating while a key is held", () => {
  press("j", { repeat: true });
  press("e", { repeat: true });
  press("g", { repeat: true });
  press("t", { repeat: true });
  expect(ran).toEqual(["list.next"]);
});

test("ignores keys and ends a sequence while a dialog covers the page", () => {
  press("g");
  page.isCovered = true;
  press("i");
  page.isCovered = false;
  press("i");
  expect(ran).toEqual(["task.assignToMe"]);
});

test("with single keys off, ignores letters and sequences but not Ctrl, Alt or named keys", () => {
  page.hasSingleKeys = false;
  for (const key of ["e", "?", "/", "g", "t"]) press(key);
  press("Q", { mods: ["Shift"] });
  expect(ran).toEqual([]);
  press("k", { mods: ["Control"] });
  press("ArrowUp", { mods: ["Alt", "Shift"] });
  press("F2");
  expect(ran).toEqual(["palette.open", "task.top", "task.rename"]);
});

test("uses the physical key on a non-Latin keyboard layout", () => {
  press("у", { code: "KeyE" });
  press("п", { code: "KeyG" });
  press("е", { code: "KeyT" });
  press("л", { code: "KeyK", mods: ["Control"] });
  press("х", { code: "BracketLeft" });
  expect(ran).toEqual(["task.complete", "go.today", "palette.open", "sidebar.toggle"]);
});

test("uses the typed letter on a Latin keyboard layout", () => {
  press("y", { code: "KeyZ" });
  press("ü", { code: "BracketLeft" });
  expect(ran).toEqual(["task.duplicate"]);
});

test("requires exactly the modifiers of the shortcut", () => {
  press("e", { mods: ["Control"] });
  press("z", { mods: ["Control"] });
  press("Z", { mods: ["Control", "Shift"] });
  expect(ran).toEqual(["history.undo", "history.redo"]);
});
