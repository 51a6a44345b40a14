import { command } from "./de/command.ts";
import { common } from "./de/common.ts";
import { connection } from "./de/connection.ts";
import { filter } from "./de/filter.ts";
import { history } from "./de/history.ts";
import { navigation } from "./de/navigation.ts";
import { palette } from "./de/palette.ts";
import { problem } from "./de/problem.ts";
import { project } from "./de/project.ts";
import { quickAdd } from "./de/quick-add.ts";
import { search } from "./de/search.ts";
import { task } from "./de/task.ts";
import { view } from "./de/view.ts";
import type { Messages } from "./messages.ts";

/** The texts in German. */
export const de: Messages = {
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
