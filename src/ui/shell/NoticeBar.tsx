import { Button } from "#src/ui/components/Button.tsx";
import { Icon } from "#src/ui/components/Icon.tsx";
import { useScope } from "#src/ui/useScope.ts";
import styles from "./NoticeBar.module.css";

/** A message that no panel owns, until it is dismissed or overtaken. */
export function NoticeBar() {
  const notice = useScope((state) => state.notice);
  const dismiss = useScope((state) => state.dismissNotice);
  const bringBack = useScope((state) => state.bringBack);
  if (!notice) return null;
  return (
    <div role="alert" className={styles.notice} data-severity={notice.severity}>
      <Icon name={notice.severity === "error" ? "alert" : "info"} />
      <span>{notice.text}</span>
      {notice.action === "bring-back" && (
        <Button size="sm" onClick={bringBack}>
          Bring it back
        </Button>
      )}
      <Button variant="ghost" size="sm" icon="close" aria-label="Dismiss" onClick={dismiss} />
    </div>
  );
}
