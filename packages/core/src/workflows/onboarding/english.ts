import type { Welcome } from "./welcome.ts";

/** The welcome project in English. */
export const ENGLISH: Welcome = {
  name: "Welcome to Docket",
  description:
    "This is an ordinary project that shows you around. Try everything out here, and delete it when you are done.",
  labels: { keyboard: { name: "Keyboard", color: "blue" }, together: { name: "Together", color: "green" } },
  sections: [
    {
      name: "First steps",
      tasks: [
        {
          title: "Complete this task",
          description:
            "Click the circle in front of it, or go to the task with `J` and `K` and press `E`. That is all it takes.",
          due: "today",
          priority: 3,
        },
        {
          title: "Undo that",
          description:
            "Press `Ctrl Z` (`⌘ Z` on a Mac). You can undo and redo what you do in Docket, even after you have closed the tab.",
          labels: ["keyboard"],
          due: "today",
        },
        {
          title: "Add a task of your own",
          description:
            "Press `Q` anywhere, type what needs to be done and press `Enter`. Paste several lines, and each becomes a task.",
          labels: ["keyboard"],
          due: "today",
          priority: 2,
        },
        {
          title: "Set a due date",
          description:
            "Open the task and choose a day, with or without a time. `D` is quicker. Tasks that are due today appear under **Today**, later ones under **Upcoming**.",
          due: "tomorrow",
        },
      ],
    },
    {
      name: "Get organized",
      tasks: [
        {
          title: "Move this task up and down",
          description: "Drag it, or go to it and press `Alt ↑` and `Alt ↓`. Try dragging it into another section, too.",
          labels: ["keyboard"],
        },
        {
          title: "Split a large task into sub-tasks",
          description:
            "Go to a task and press `Ctrl ]` to make it a sub-task of the one above it. `Ctrl [` moves it back out.",
          labels: ["keyboard"],
          priority: 1,
          subtasks: [
            { title: "This is a sub-task", description: "It moves along with its parent task." },
            { title: "And this is another", description: "Five levels are possible. Two are usually enough." },
          ],
        },
        {
          title: "Look at this project as a board",
          description: "Press `V` and then `B`: every section becomes a column. `V` and `L` bring back the list.",
        },
        {
          title: "Find what matters with a filter",
          description:
            "Filter by label, priority, date and more. For example, show only the tasks of this project with the label *Keyboard*.",
          labels: ["keyboard"],
        },
      ],
    },
    {
      name: "Go further",
      tasks: [
        {
          title: "Open the command menu",
          description:
            "Press `Ctrl K` (`⌘ K` on a Mac) and type what you want to do or where you want to go. It finds every project, label and action.",
          labels: ["keyboard"],
          due: "tomorrow",
        },
        {
          title: "See all keyboard shortcuts",
          description: "Press `?`. Nothing in Docket needs a mouse.",
          labels: ["keyboard"],
        },
        {
          title: "Work with others",
          description:
            "Share a project from its menu: by email, or with a link that you send yourself. You decide whether someone can view, comment, edit or manage. Your inbox is always private, and so is this project until you share it.",
          labels: ["together"],
        },
        {
          title: "Bring your tasks along from Todoist",
          description:
            "Open **Import** and choose the backup or the CSV file. You see a preview before anything is imported, and can undo the whole import.",
        },
        {
          title: "Delete this project",
          description:
            "Choose **Delete** in the project's menu. It goes to the **Trash**, where you can restore it for a while, so a wrong click does no harm.",
        },
      ],
    },
  ],
};
