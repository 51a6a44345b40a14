"use client";

import { dayInZone } from "@docket/schema/day";
import { HydrationBoundary } from "@tanstack/react-query";
import { useLayoutEffect, useState, useSyncExternalStore } from "react";
import { useMessages, useTranslations } from "use-intl";
import { readFromBrowser } from "../../entities/preference/browser-cookie.ts";
import { findKeptPage } from "../../entities/workspace/kept-page.ts";
import type { KeptPage } from "../../entities/workspace/kept-page.ts";
import { homePath } from "../../entities/workspace/path.ts";
import { PageIntl } from "../../i18n/page-intl.tsx";
import { replaceAddress, usePath } from "../../navigation/address.tsx";
import { viewAtPath } from "../../navigation/view-address.ts";
import { setPageUser } from "../../trpc/fetch.ts";
import { PageTitle } from "../../ui/page-title.tsx";
import { APPEARANCE_COOKIE, appearanceOf } from "../appearance/appearance.ts";
import { CurrentView } from "../current-view/current-view.tsx";
import { WorkspaceFrame } from "../shell/workspace-frame.tsx";
import { OfflineMessage } from "./offline-message.tsx";

/**
 * The pages of a workspace when they are opened without a connection: the service worker sends this page for all of
 * them. It contains nothing of any user, and reads everything from the browser.
 */
export function OfflineWorkspace() {
  const isInBrowser = useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  );
  return isInBrowser && <StoredWorkspace />;
}

const subscribeToNothing = () => () => {};

function StoredWorkspace() {
  const path = usePath();
  const t = useTranslations("general");
  const [page] = useState(findRequestedPage);
  useLayoutEffect(() => {
    if (page) setPageUser(page.viewer.userId);
    document.documentElement.dataset.appearance = appearanceOf(readFromBrowser(APPEARANCE_COOKIE));
    if (page && window.location.pathname === "/") replaceAddress(homePath(page.workspace));
  }, [page]);
  if (page && path === "/") return null;
  if (page === null || !viewAtPath(path))
    return (
      <>
        <PageTitle title={t("offline.title")} />
        <OfflineMessage />
      </>
    );
  return (
    <div data-offline-workspace>
      <KeptWorkspace page={page} />
    </div>
  );
}

/** Returns the stored page of the workspace in the address, or the last one for the start page. */
function findRequestedPage(): KeptPage | null {
  const { pathname } = window.location;
  const slug = viewAtPath(pathname)?.slug;
  return slug !== undefined || pathname === "/" ? findKeptPage(() => localStorage, slug ?? null) : null;
}

function KeptWorkspace({ page: { viewer, workspace, locale, queries } }: { page: KeptPage }) {
  const messages = useMessages();
  const [today] = useState(() => dayInZone(new Date(), viewer.timeZone));
  return (
    <PageIntl locale={locale} messages={messages} timeZone={viewer.timeZone}>
      <HydrationBoundary state={queries}>
        <WorkspaceFrame viewer={{ ...viewer, today }} workspace={workspace}>
          <CurrentView />
        </WorkspaceFrame>
      </HydrationBoundary>
    </PageIntl>
  );
}
