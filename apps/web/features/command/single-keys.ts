/** The name under which it is remembered whether keys without Ctrl, ⌘ or Alt do something. */
export const SINGLE_KEYS = "keyboard.singleKeys";
