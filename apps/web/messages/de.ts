import { calendar } from "./de/calendar.ts";
import { command } from "./de/command.ts";
import { common } from "./de/common.ts";
import { connection } from "./de/connection.ts";
import { navigation } from "./de/navigation.ts";
import { problem } from "./de/problem.ts";
import { project } from "./de/project.ts";
import { table } from "./de/table.ts";
import { task } from "./de/task.ts";
import { view } from "./de/view.ts";
import type { Messages } from "./messages.ts";

/** The texts in German. */
export const de: Messages = { calendar, command, common, connection, navigation, problem, project, table, task, view };
