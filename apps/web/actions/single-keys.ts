/** Name of the preference for shortcuts without Ctrl, ⌘ or Alt. */
export const SINGLE_KEYS = "keyboard.singleKeys";
