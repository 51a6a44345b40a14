import { z } from "zod";
import { COLORS } from "./color-name.ts";

export const Color = z.enum(COLORS);
export type Color = z.infer<typeof Color>;
