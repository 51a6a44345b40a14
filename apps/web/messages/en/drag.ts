export const drag = {
  handle: "Move {title}",
  roleDescription: "handle for dragging",
  lifted:
    "{count, plural, one {Picked up “{title}”.} other {Picked up # tasks.}} Arrow keys move, the space bar drops, Escape cancels.",
  at: "Now in {name}, position {position, number} of {count, number}.",
  below: "Now below “{title}”.",
  in: "Now in {name}.",
  noDay: "No date",
  nowhere: "Nothing can be dropped here.",
  dropped: "{count, plural, one {Dropped “{title}”.} other {Dropped # tasks.}}",
  sorted:
    "Sorting decides the order here. You can order tasks by hand in a project sorted by hand, without groups or by section.",
  unchanged: "Dropped where it was.",
  cancelled: "Cancelled. Everything is where it was.",
  more: "{count, plural, one {# task} other {# tasks}}",
} as const;
