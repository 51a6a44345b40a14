import { PEOPLE_INPUTS } from "./people-input.ts";
import { tryTable } from "./try-table.ts";

tryTable(PEOPLE_INPUTS);
