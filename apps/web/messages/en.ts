import { activityItem } from "./en/activity-item.ts";
import { activity } from "./en/activity.ts";
import { administration } from "./en/administration.ts";
import { board } from "./en/board.ts";
import { calendar } from "./en/calendar.ts";
import { command } from "./en/command.ts";
import { connection } from "./en/connection.ts";
import { datePicker } from "./en/date-picker.ts";
import { drag } from "./en/drag.ts";
import { filter } from "./en/filter.ts";
import { general } from "./en/general.ts";
import { history } from "./en/history.ts";
import { importing } from "./en/importing.ts";
import { navigation } from "./en/navigation.ts";
import { notification } from "./en/notification.ts";
import { palette } from "./en/palette.ts";
import { panel } from "./en/panel.ts";
import { problem } from "./en/problem.ts";
import { project } from "./en/project.ts";
import { quickAdd } from "./en/quick-add.ts";
import { report } from "./en/report.ts";
import { savedView } from "./en/saved-view.ts";
import { search } from "./en/search.ts";
import { session } from "./en/session.ts";
import { settings } from "./en/settings.ts";
import { sharing } from "./en/sharing.ts";
import { table } from "./en/table.ts";
import { task } from "./en/task.ts";
import { trash } from "./en/trash.ts";
import { view } from "./en/view.ts";

/** All messages in English, which define the keys. One file per area of the app. */
export const en = {
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
