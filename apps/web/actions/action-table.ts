/** The groups of actions in the shortcut sheet and the palette. */
export const ACTION_GROUPS = ["anywhere", "go", "view", "list", "task"] as const;
export type ActionGroup = (typeof ACTION_GROUPS)[number];

/** The static properties of an action. Components on the page register its handlers. */
export type ActionSpec = {
  group: ActionGroup;
  /** Shortcuts in tinykeys notation. Menus show the first one. */
  keys?: readonly string[];
  /** Whether the shortcut also works in text fields. */
  isForTyping?: boolean;
  /** Whether holding the key repeats the action. */
  isRepeating?: boolean;
  /** Whether the palette omits the action because it is only useful as a shortcut. */
  isKeyOnly?: boolean;
};

/**
 * All actions. Shortcuts, palette, menus, tooltips and the shortcut sheet read this table. The title of an action is
 * the message `command.titles.<id>`. An action is available while a component has registered a handler for it
 * (use-actions.tsx).
 */
export const ACTIONS = {
  "palette.open": { group: "anywhere", keys: ["$mod+k"], isForTyping: true, isKeyOnly: true },
  "task.add": { group: "anywhere", keys: ["q", "c"] },
  "search.open": { group: "anywhere", keys: ["/"] },
  "keys.show": { group: "anywhere", keys: ["Shift+?"] },
  "history.undo": { group: "anywhere", keys: ["$mod+z"] },
  "history.redo": { group: "anywhere", keys: ["$mod+Shift+z"] },
  "history.show": { group: "anywhere" },
  "refused.show": { group: "anywhere" },
  "sidebar.toggle": { group: "anywhere", keys: ["["] },
  "panel.close": { group: "anywhere", keys: ["]", "Escape"] },
  "project.add": { group: "anywhere" },
  "project.share": { group: "anywhere" },
  "label.add": { group: "anywhere" },
  "folder.add": { group: "anywhere" },
  "view.save": { group: "anywhere" },
  "appearance.system": { group: "anywhere" },
  "appearance.light": { group: "anywhere" },
  "appearance.dark": { group: "anywhere" },
  "session.end": { group: "anywhere" },

  "go.inbox": { group: "go", keys: ["g i"] },
  "go.today": { group: "go", keys: ["g t"] },
  "go.upcoming": { group: "go", keys: ["g u"] },
  "go.mine": { group: "go", keys: ["g m"] },
  "go.all": { group: "go", keys: ["g a"] },
  "go.project": { group: "go", keys: ["g p"] },
  "go.label": { group: "go", keys: ["g l"] },
  "go.view": { group: "go", keys: ["g f"] },
  "go.completed": { group: "go", keys: ["g d"] },
  "go.activity": { group: "go", keys: ["g y"] },
  "go.report": { group: "go", keys: ["g r"] },
  "go.notifications": { group: "go", keys: ["g n"] },
  "go.trash": { group: "go", keys: ["g x"] },
  "go.settings": { group: "go", keys: ["g s"] },
  "go.import": { group: "go" },
  "go.administration": { group: "go" },

  "view.list": { group: "view", keys: ["v l"] },
  "view.board": { group: "view", keys: ["v b"] },
  "view.table": { group: "view", keys: ["v t"] },
  "view.calendar": { group: "view", keys: ["v c"] },
  "view.today": { group: "view", keys: ["t"] },
  "view.filter": { group: "view", keys: ["f"] },
  "view.clear": { group: "view", keys: ["Shift+f"] },
  "view.group": { group: "view", keys: ["Shift+g"] },
  "view.sort": { group: "view", keys: ["Shift+s"] },

  "list.next": { group: "list", keys: ["j", "ArrowDown"], isRepeating: true, isKeyOnly: true },
  "list.previous": { group: "list", keys: ["k", "ArrowUp"], isRepeating: true, isKeyOnly: true },
  "list.first": { group: "list", keys: ["Home"], isKeyOnly: true },
  "list.last": { group: "list", keys: ["End"], isKeyOnly: true },
  "list.open": { group: "list", keys: ["Enter"], isKeyOnly: true },
  "list.carry": { group: "list", keys: ["Space"], isKeyOnly: true },
  "list.unfold": { group: "list", keys: ["ArrowRight"], isKeyOnly: true },
  "list.fold": { group: "list", keys: ["ArrowLeft"], isKeyOnly: true },
  "list.select": { group: "list", keys: ["x"], isKeyOnly: true },
  "list.extendDown": { group: "list", keys: ["Shift+j", "Shift+ArrowDown"], isRepeating: true, isKeyOnly: true },
  "list.extendUp": { group: "list", keys: ["Shift+k", "Shift+ArrowUp"], isRepeating: true, isKeyOnly: true },
  "list.unselect": { group: "list", keys: ["Escape"], isKeyOnly: true },
  "list.selectAll": { group: "list", keys: ["$mod+a"] },
  "list.showHeld": { group: "list" },
  "trash.restore": { group: "list", keys: ["r"] },
  // Before the actions on tasks with the same keys, because the panel may show a task at the same time.
  "notification.toggleRead": { group: "list", keys: ["u", "e"], isKeyOnly: true },
  "notification.snooze": { group: "list", keys: ["h"], isKeyOnly: true },
  "notification.mute": { group: "list", keys: ["m"], isKeyOnly: true },

  "task.complete": { group: "task", keys: ["e"] },
  "task.cancel": { group: "task" },
  "task.rename": { group: "task", keys: ["F2"] },
  "task.due": { group: "task", keys: ["d"] },
  "task.remind": { group: "task", keys: ["r"] },
  "task.labels": { group: "task", keys: ["l"] },
  "task.assign": { group: "task", keys: ["a"] },
  "task.assignToMe": { group: "task", keys: ["i"] },
  "task.move": { group: "task", keys: ["m"] },
  "task.high": { group: "task", keys: ["1"] },
  "task.medium": { group: "task", keys: ["2"] },
  "task.low": { group: "task", keys: ["3"] },
  "task.noPriority": { group: "task", keys: ["4"] },
  "task.comment": { group: "task", keys: ["n"] },
  "task.addAbove": { group: "task", keys: ["Shift+o"] },
  "task.addBelow": { group: "task", keys: ["o"] },
  "task.indent": { group: "task", keys: ["$mod+]"] },
  "task.outdent": { group: "task", keys: ["$mod+["] },
  "task.earlier": { group: "task", keys: ["Alt+ArrowUp"], isRepeating: true },
  "task.later": { group: "task", keys: ["Alt+ArrowDown"], isRepeating: true },
  "task.dayEarlier": { group: "task", keys: ["Alt+Shift+ArrowLeft"], isRepeating: true },
  "task.dayLater": { group: "task", keys: ["Alt+Shift+ArrowRight"], isRepeating: true },
  "task.weekEarlier": { group: "task", keys: ["Alt+ArrowUp"], isRepeating: true },
  "task.weekLater": { group: "task", keys: ["Alt+ArrowDown"], isRepeating: true },
  "task.up": { group: "task", keys: ["Alt+ArrowUp"], isRepeating: true },
  "task.down": { group: "task", keys: ["Alt+ArrowDown"], isRepeating: true },
  "task.top": { group: "task", keys: ["Alt+Shift+ArrowUp"] },
  "task.bottom": { group: "task", keys: ["Alt+Shift+ArrowDown"] },
  "task.shorter": { group: "task", keys: ["Alt+Shift+ArrowUp"], isRepeating: true },
  "task.longer": { group: "task", keys: ["Alt+Shift+ArrowDown"], isRepeating: true },
  "task.columnBefore": { group: "task", keys: ["Alt+Shift+ArrowLeft"] },
  "task.columnAfter": { group: "task", keys: ["Alt+Shift+ArrowRight"] },
  "task.duplicate": { group: "task", keys: ["y"] },
  "task.copyId": { group: "task", keys: ["."] },
  "task.copyLink": { group: "task", keys: ["$mod+."] },
  "task.trash": { group: "task", keys: ["Delete", "Shift+#", "#"] },
} as const satisfies Record<string, ActionSpec>;

export type ActionId = keyof typeof ACTIONS;

/** Returns the static properties of an action. */
export function specOf(id: ActionId): ActionSpec {
  return ACTIONS[id];
}

/** Returns the shortcut shown in menus for an action. */
export function keysOf(id: ActionId): string | undefined {
  return specOf(id).keys?.[0];
}
