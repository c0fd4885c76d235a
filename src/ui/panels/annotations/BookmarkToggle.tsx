import { Button } from "#src/ui/components/Button.tsx";
import { useScope } from "#src/ui/useScope.ts";
import { useAnnotation } from "./useAnnotation.ts";

/** Bookmarks event `seq`, or takes a bookmark away that has no note. */
export function BookmarkToggle({ seq }: { readonly seq: number }) {
  const toggle = useScope((state) => state.toggleBookmark);
  const annotation = useAnnotation(seq);
  return (
    <Button
      size="sm"
      variant="ghost"
      icon={annotation ? "bookmarked" : "bookmark"}
      aria-label="Bookmark this event"
      aria-pressed={annotation !== undefined}
      onClick={() => toggle(seq)}
    />
  );
}
