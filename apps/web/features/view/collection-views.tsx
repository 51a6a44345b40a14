"use client";

import { CircleCheckBig, Rows3, Tag, User } from "lucide-react";
import { Suspense, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { ALL, COMPLETED, withLabel, assignedTo } from "../../entities/view/collection.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { useLabels } from "../../entities/workspace/use-entities.ts";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { CollectionView } from "./collection-view.tsx";
import { ViewSkeleton } from "./view-skeleton.tsx";

const MissingView = lazyComponent(async () => (await import("./missing-view.tsx")).MissingView);

/** All open tasks. */
export function AllView() {
  const t = useTranslations("view.empty");
  const navigation = useTranslations("navigation");
  return (
    <CollectionView
      collection={ALL}
      title={navigation("all")}
      icon={Rows3}
      empty={{ title: t("title"), text: t("add") }}
    />
  );
}

/** Tasks assigned to the viewer. */
export function MineView() {
  const { userId } = useViewer();
  const t = useTranslations("view.empty");
  const navigation = useTranslations("navigation");
  const collection = useMemo(() => assignedTo(userId), [userId]);
  return (
    <CollectionView
      collection={collection}
      title={navigation("mine")}
      icon={User}
      empty={{ title: t("title"), text: t("mine") }}
    />
  );
}

/** Tasks that are done or cancelled. */
export function CompletedView() {
  const t = useTranslations("view.empty");
  const navigation = useTranslations("navigation");
  return (
    <CollectionView
      collection={COMPLETED}
      title={navigation("completed")}
      icon={CircleCheckBig}
      empty={{ title: t("nothingDone"), text: t("completed") }}
    />
  );
}

/** Tasks with a label. If the label is deleted while they are shown, they stay until the user leaves. */
export function LabelView({ labelId }: { labelId: string }) {
  const t = useTranslations("view.empty");
  const listed = useLabels().byId.get(labelId);
  const [label, setLabel] = useState(listed);
  if (listed !== undefined && listed !== label) setLabel(listed);
  const collection = useMemo(() => withLabel(labelId), [labelId]);
  if (!label)
    return (
      <Suspense fallback={<ViewSkeleton />}>
        <MissingView query={null} />
      </Suspense>
    );
  return (
    <CollectionView
      collection={collection}
      title={label.name}
      icon={Tag}
      empty={{ title: t("title"), text: t("label") }}
    />
  );
}
