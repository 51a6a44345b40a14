/** The priorities, highest first, each with its number, message key and the CSS classes of the checkbox's ring. */
export const PRIORITIES = [
  { priority: 3, name: "high", className: "border-high bg-high/10" },
  { priority: 2, name: "medium", className: "border-medium bg-medium/10" },
  { priority: 1, name: "low", className: "border-low bg-low/10" },
  { priority: 0, name: "none", className: "border-control" },
] as const;
