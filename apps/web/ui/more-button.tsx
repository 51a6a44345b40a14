import { Button } from "./button.tsx";

type MoreButtonProps = {
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
  text: string;
};

/** Goes on with a list that is not loaded to its end. */
export function MoreButton({ list, text }: MoreButtonProps) {
  if (!list.hasNextPage) return null;
  return (
    <Button className="mt-3" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
      {text}
    </Button>
  );
}
