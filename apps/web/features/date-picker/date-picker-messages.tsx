"use client";

import { createLazyMessages } from "../../i18n/lazy-messages-provider.tsx";

/** Provides the date picker's messages, in addition to those of the page. */
export const DatePickerMessages = createLazyMessages("datePicker");
