import { command } from "./en/command.ts";
import { common } from "./en/common.ts";
import { connection } from "./en/connection.ts";
import { filter } from "./en/filter.ts";
import { history } from "./en/history.ts";
import { navigation } from "./en/navigation.ts";
import { palette } from "./en/palette.ts";
import { problem } from "./en/problem.ts";
import { project } from "./en/project.ts";
import { quickAdd } from "./en/quick-add.ts";
import { search } from "./en/search.ts";
import { task } from "./en/task.ts";
import { view } from "./en/view.ts";

/** The texts in English, which say what texts there are. One file per part of the pages. */
export const en = {
  command,
  common,
  connection,
  filter,
  history,
  navigation,
  palette,
  problem,
  project,
  quickAdd,
  search,
  task,
  view,
};
