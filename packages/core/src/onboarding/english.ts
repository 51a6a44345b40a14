import type { Welcome } from "./welcome.ts";

/** The welcome project in English. */
export const ENGLISH: Welcome = {
  name: "Welcome to Docket",
  description:
    "This project shows you around by being an ordinary project. Try things out here; when you are done, delete it.",
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
          title: "Take that back",
          description:
            "Press `Ctrl Z` (`⌘ Z` on a Mac). What you do in Docket can be undone, and done again, even after you have closed the tab.",
          labels: ["keyboard"],
          due: "today",
        },
        {
          title: "Add a task of your own",
          description:
            "Press `Q` wherever you are, type what is to be done and press `Enter`. Copy several lines from elsewhere and paste them: each becomes a task.",
          labels: ["keyboard"],
          due: "today",
          priority: 2,
        },
        {
          title: "Say when it is due",
          description:
            "Open the task and choose a day, with or without a time. `D` is quicker. What is due today stands under **Today**, what comes later under **Upcoming**.",
          due: "tomorrow",
        },
      ],
    },
    {
      name: "Put things in order",
      tasks: [
        {
          title: "Move this task up and down",
          description: "Drag it, or go to it and press `Alt ↑` and `Alt ↓`. Try to drag it into another section too.",
          labels: ["keyboard"],
        },
        {
          title: "Split a large task into sub-tasks",
          description:
            "Go to a task and press `Ctrl ]`: it then hangs below the one above it. `Ctrl [` takes it out again.",
          labels: ["keyboard"],
          priority: 1,
          subtasks: [
            { title: "This is a sub-task", description: "It goes along wherever the task above it goes." },
            { title: "And this is another", description: "Five levels are possible. Two are usually enough." },
          ],
        },
        {
          title: "Look at this project as a board",
          description: "Press `V` and then `B`: every section becomes a column. `V` and `L` bring the list back.",
        },
        {
          title: "Find what matters with a filter",
          description:
            "Labels, priorities and days can all be filtered for. Show only the tasks of this project with the label *Keyboard*, for instance.",
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
          title: "See all keys",
          description: "Press `?`. Nothing in Docket needs a mouse.",
          labels: ["keyboard"],
        },
        {
          title: "Work with others",
          description:
            "Share a project from its menu: by mail, or by a link that you hand on yourself. You decide whether somebody may look, comment, edit or manage. Your inbox is always yours alone, and so is this project until you share it.",
          labels: ["together"],
        },
        {
          title: "Bring your tasks along from Todoist",
          description:
            "Open **Import** and choose the backup or the CSV file. You see what would come before anything is made, and can undo it as a whole.",
        },
        {
          title: "Delete this project",
          description:
            "Choose **Delete** in the project's menu. It is then in the **Trash**, from where it can be brought back for a while, so nothing is lost by a wrong click.",
        },
      ],
    },
  ],
};
