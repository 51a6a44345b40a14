import { activityItem } from "./de/activity-item.ts";
import { activity } from "./de/activity.ts";
import { administration } from "./de/administration.ts";
import { board } from "./de/board.ts";
import { calendar } from "./de/calendar.ts";
import { command } from "./de/command.ts";
import { connection } from "./de/connection.ts";
import { datePicker } from "./de/date-picker.ts";
import { drag } from "./de/drag.ts";
import { filter } from "./de/filter.ts";
import { general } from "./de/general.ts";
import { history } from "./de/history.ts";
import { importing } from "./de/importing.ts";
import { navigation } from "./de/navigation.ts";
import { notification } from "./de/notification.ts";
import { palette } from "./de/palette.ts";
import { panel } from "./de/panel.ts";
import { problem } from "./de/problem.ts";
import { project } from "./de/project.ts";
import { quickAdd } from "./de/quick-add.ts";
import { report } from "./de/report.ts";
import { savedView } from "./de/saved-view.ts";
import { search } from "./de/search.ts";
import { session } from "./de/session.ts";
import { settings } from "./de/settings.ts";
import { sharing } from "./de/sharing.ts";
import { table } from "./de/table.ts";
import { task } from "./de/task.ts";
import { trash } from "./de/trash.ts";
import { view } from "./de/view.ts";
import type { Messages } from "./messages.ts";

/** All messages in German. */
export const de: Messages = {
  activity,
  administration,
  board,
  calendar,
  command,
  general,
  connection,
  activityItem,
  datePicker,
  drag,
  filter,
  history,
  importing,
  navigation,
  notification,
  palette,
  panel,
  problem,
  project,
  quickAdd,
  report,
  savedView,
  search,
  session,
  settings,
  sharing,
  table,
  task,
  trash,
  view,
};
