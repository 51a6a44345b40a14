"use client";

import { createLazyMessages } from "../../i18n/lazy-messages-provider.tsx";

/** Provides the messages about notifications and reminders, in addition to those of the page. */
export const NotificationMessages = createLazyMessages("notification");
