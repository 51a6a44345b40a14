"use client";

import { useTranslations } from "use-intl";
import { projectPath, savedViewPath } from "../../entities/workspace/path.ts";
import { useProjects, useSavedViews } from "../../entities/workspace/use-entities.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { ColorDot } from "../../ui/color-dot.tsx";
import { useFavouriteViews } from "../saved-view/use-favourite-views.ts";
import { ViewIcon } from "../saved-view/view-icon.tsx";
import { NavLink } from "./nav-link.tsx";
import { SideSection } from "./side-section.tsx";

/** The viewer's favourite projects and views. Renders nothing if there are none. */
export function FavouriteList({ openIn }: { openIn: ReadonlyMap<string, number> }) {
  const { slug } = useWorkspace();
  const t = useTranslations("navigation");
  const favourites = useProjects().items.filter(({ isFavourite }) => isFavourite);
  const views = useSavedViews().items;
  const [favouriteIds] = useFavouriteViews();
  const favouriteViews = views.filter(({ id }) => favouriteIds.includes(id));
  if (favourites.length + favouriteViews.length === 0) return null;
  return (
    <SideSection name="favourites" title={t("favourites")}>
      <ul>
        {favourites.map(({ id, name, color }) => (
          <li key={id}>
            <NavLink href={projectPath(slug, id)} icon={<ColorDot color={color} />} count={openIn.get(id)}>
              {name}
            </NavLink>
          </li>
        ))}
        {favouriteViews.map(({ id, name, color }) => (
          <li key={id}>
            <NavLink href={savedViewPath(slug, id)} icon={<ViewIcon color={color} />}>
              {name}
            </NavLink>
          </li>
        ))}
      </ul>
    </SideSection>
  );
}
