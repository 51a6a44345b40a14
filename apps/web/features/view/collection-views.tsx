"use client";

import { CircleCheckBig, Rows3, Tag, User } from "lucide-react";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { ALL, COMPLETED, withLabel, assignedTo } from "../../entities/view/collection.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { useLabels } from "../../entities/workspace/use-entities.ts";
import { CollectionView } from "./collection-view.tsx";

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

/**
 * Tasks with a label.
 *
 * @param name the label's name when the server rendered the page
 */
export function LabelView({ labelId, name }: { labelId: string; name: string }) {
  const t = useTranslations("view.empty");
  const label = useLabels().byId.get(labelId);
  const collection = useMemo(() => withLabel(labelId), [labelId]);
  return (
    <CollectionView
      collection={collection}
      title={label?.name ?? name}
      icon={Tag}
      empty={{ title: t("title"), text: t("label") }}
    />
  );
}
