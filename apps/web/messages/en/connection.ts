export const connection = {
  closed: {
    title: "You no longer have access to “{name}”",
    text: "You were removed from this workspace, or it was deleted. What you added stays in the workspace.",
    elsewhere: "Go to your tasks",
  },
  ended: "Your session has ended.",
  endedUnsent:
    "Your session has ended. {count, plural, one {# change} other {# changes}} will be saved when you sign in again.",
  signIn: "Sign in",
  away: "Docket can't be reached. Trying again…",
  awayUnsent:
    "Docket can't be reached. {count, plural, one {# change} other {# changes}} will be saved when the connection is back.",
  timeZone: {
    changed: "Your time zone seems to be {zone}.",
    switch: "Switch",
    keep: "Keep {zone}",
  },
  live: "Live",
  connecting: "Connecting…",
  offline: "Offline",
  saving: "Saving…",
  refused: {
    title: "Unsaved changes",
    count: "{count, number} not saved",
    show: "Show",
    again: "Try again",
    copy: "Copy text",
    copied: "Copied",
    discard: "Discard",
    nothing: "No unsaved changes",
  },
} as const;
