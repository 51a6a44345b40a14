export const connection = {
  closed: {
    title: "You are no longer in “{name}”",
    text: "Somebody took you out of this workspace, or it was deleted. What you wrote there stays with those who are in it.",
    elsewhere: "To your own tasks",
  },
  ended: "Your session has ended.",
  endedUnsent:
    "Your session has ended. {count, plural, one {# change} other {# changes}} will be saved once you are back.",
  signIn: "Sign in",
  away: "Docket can't be reached. Trying again…",
  awayUnsent:
    "Docket can't be reached. {count, plural, one {# change} other {# changes}} will be saved when it is back.",
  live: "Live",
  connecting: "Connecting…",
  offline: "Offline",
  saving: "Saving…",
  refused: {
    title: "Could not be saved",
    count: "{count, number} not saved",
    show: "Show",
    again: "Try again",
    copy: "Copy text",
    copied: "Copied.",
    discard: "Discard",
    nothing: "Nothing is left here.",
  },
} as const;
