export const board = {
  columns: "Columns",
  all: "All",
} as const;
