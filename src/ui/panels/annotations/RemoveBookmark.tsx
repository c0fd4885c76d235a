import { Button } from "#src/ui/components/Button.tsx";
import { useScope } from "#src/ui/useScope.ts";

/** Removes the bookmark of event `seq` with its note. */
export function RemoveBookmark({ seq }: { readonly seq: number }) {
  const remove = useScope((state) => state.removeAnnotation);
  return (
    <Button
      size="sm"
      variant="ghost"
      icon="trash"
      aria-label={`Remove the bookmark of event ${seq}`}
      onClick={() => remove(seq)}
    />
  );
}
