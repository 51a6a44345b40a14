export const tryAgain = "Try again";

/** Also shown where nothing else of the catalogue can be. */
export const errorPage = {
  title: "This page could not be shown",
  text: "Something went wrong on the server. Your tasks are safe.",
  reference: "Reference {digest}",
} as const;

export const general = {
  add: "Add",
  cancel: "Cancel",
  clear: "Clear",
  close: "Close",
  create: "Create",
  delete: "Delete",
  edit: "Edit",
  loading: "Loading…",
  more: "More",
  none: "None",
  rename: "Rename",
  restore: "Restore",
  save: "Save",
  search: "Search",
  share: "Share",
  showMore: "Show more",
  skipToContent: "Skip to content",
  tryAgain,
  undo: "Undo",
  offline: {
    title: "Docket can't be reached",
    text: "You are offline, or the server is. What you changed is kept in this browser and saved when the connection is back.",
  },
  errorPage,
  notFound: {
    title: "There is nothing here",
    text: "It may have been deleted, or it is not shared with you.",
    back: "Back to your tasks",
  },
} as const;
