import { useEffect, useState } from "react";
import { Icon } from "#src/ui/components/Icon.tsx";
import { useScopeStore } from "#src/ui/useScope.ts";
import { openDroppedFile } from "./openDroppedFile.ts";
import styles from "./DropTarget.module.css";

/** Something that takes files itself. */
const takesItself = ({ target }: DragEvent): boolean =>
  target instanceof Element && target.closest("[data-takes-files]:enabled") !== null;

/** The whole window takes files, but for what takes them itself. Shows where they will go while one is dragged over it. */
export function DropTarget() {
  const store = useScopeStore();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const onDrag = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      if (takesItself(event)) {
        setOver(false);
        return;
      }
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      setOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      const file = event.dataTransfer?.files[0];
      if (!file || takesItself(event)) return;
      event.preventDefault();
      setOver(false);
      void openDroppedFile(store, file);
    };
    window.addEventListener("dragenter", onDrag);
    window.addEventListener("dragover", onDrag);
    window.addEventListener("dragleave", onLeave);
    window.addEventListener("drop", onDrop);
    return () => {
      window.removeEventListener("dragenter", onDrag);
      window.removeEventListener("dragover", onDrag);
      window.removeEventListener("dragleave", onLeave);
      window.removeEventListener("drop", onDrop);
    };
  }, [store]);
  if (!over) return null;
  return (
    <div className={styles.target} aria-hidden="true">
      <div className={styles.card}>
        <Icon name="file" size={24} />
        <b>Drop to open</b>
        <span>.agui.jsonl, an SSE capture, NDJSON or a JSON array of events</span>
      </div>
    </div>
  );
}
