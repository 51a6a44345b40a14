export const drag = {
  handle: "Move {title}",
  roleDescription: "drag handle",
  lifted:
    "{count, plural, one {Picked up “{title}”.} other {Picked up # tasks.}} Arrow keys move, Space drops, Escape cancels.",
  at: "Now in {name}, position {position, number} of {count, number}.",
  below: "Now below “{title}”.",
  in: "Now in {name}.",
  onDay: "Now on {day}.",
  allDay: "Now on {day}, all day.",
  atTime: "Now on {day}, at {time}.",
  noDay: "No date",
  nowhere: "You can't drop anything here.",
  dropped: "{count, plural, one {Dropped “{title}”.} other {Dropped # tasks.}}",
  sorted:
    "This list is sorted automatically. To reorder tasks, sort a project manually, without groups or grouped by section.",
  unchanged: "Dropped in its original place.",
  cancelled: "Cancelled. Nothing was moved.",
  more: "{count, plural, one {# task} other {# tasks}}",
} as const;
