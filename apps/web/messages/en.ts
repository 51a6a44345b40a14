import { calendar } from "./en/calendar.ts";
import { command } from "./en/command.ts";
import { common } from "./en/common.ts";
import { connection } from "./en/connection.ts";
import { navigation } from "./en/navigation.ts";
import { problem } from "./en/problem.ts";
import { project } from "./en/project.ts";
import { table } from "./en/table.ts";
import { task } from "./en/task.ts";
import { view } from "./en/view.ts";

/** The texts in English, which say what texts there are. One file per part of the pages. */
export const en = { calendar, command, common, connection, navigation, problem, project, table, task, view };
