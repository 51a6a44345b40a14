"use client";

import type { View } from "@docket/schema/view";
import { ArrowDown, ArrowUp, Pencil, Star, StarOff, Trash2 } from "lucide-react";
import { useTranslations } from "use-intl";
import { useSavedViews } from "../../entities/workspace/use-entities.ts";
import { MenuItem, MenuSeparator } from "../../ui/menu.tsx";
import { useFavouriteViews } from "./use-favourite-views.ts";
import { useCanEditView, useViewActions } from "./use-view-actions.ts";

type ViewMenuItemsProps = {
  view: View;
  onEdit: () => void;
  /** Called after the view was deleted. */
  onRemoved?: () => void;
};

/** The actions on a saved view that the user is allowed to take. */
export function ViewMenuItems({ view, onEdit, onRemoved }: ViewMenuItemsProps) {
  const t = useTranslations("navigation");
  const general = useTranslations("general");
  const actions = useViewActions();
  const canChange = useCanEditView()(view);
  const [favourites, setFavourites] = useFavouriteViews();
  const isFavourite = favourites.includes(view.id);
  // The views of each user, project and workspace have their own order.
  const siblings = useSavedViews().items.filter(
    ({ scope, projectId }) => scope === view.scope && projectId === view.projectId,
  );
  const at = siblings.findIndex(({ id }) => id === view.id);
  const [above, below] = [siblings[at - 1], siblings[at + 1]];
  return (
    <>
      <MenuItem
        icon={isFavourite ? <StarOff /> : <Star />}
        onSelect={() =>
          setFavourites(isFavourite ? favourites.filter((id) => id !== view.id) : [...favourites, view.id])
        }
      >
        {t(isFavourite ? "unfavour" : "favour")}
      </MenuItem>
      {canChange && (
        <>
          <MenuItem icon={<Pencil />} onSelect={onEdit}>
            {general("edit")}
          </MenuItem>
          <MenuSeparator />
          <MenuItem
            icon={<ArrowUp />}
            isDisabled={!above}
            onSelect={() => above && actions.move(view, { before: above.id })}
          >
            {t("moveUp")}
          </MenuItem>
          <MenuItem
            icon={<ArrowDown />}
            isDisabled={!below}
            onSelect={() => below && actions.move(view, { after: below.id })}
          >
            {t("moveDown")}
          </MenuItem>
          <MenuSeparator />
          <MenuItem
            icon={<Trash2 />}
            isDanger
            onSelect={() => {
              actions.remove(view);
              onRemoved?.();
            }}
          >
            {general("delete")}
          </MenuItem>
        </>
      )}
    </>
  );
}
