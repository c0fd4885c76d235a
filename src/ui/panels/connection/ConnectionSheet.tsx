import { useEffect, useId, useLayoutEffect, useRef, useState, type ComponentType, type RefObject } from "react";
import { endpointOrigin } from "#src/store/endpointOrigin.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { useScope } from "#src/ui/useScope.ts";
import { EndpointSection } from "./EndpointSection.tsx";
import { FaultsSection } from "./FaultsSection.tsx";
import { FormatSection } from "./FormatSection.tsx";
import { RouteSection } from "./RouteSection.tsx";
import { TargetsSection } from "./TargetsSection.tsx";
import styles from "./ConnectionSheet.module.css";

/** What can be set and seen, from top to bottom. Each is a section with a heading of its own. */
const SECTIONS: readonly ComponentType[] = [
  RouteSection,
  FormatSection,
  EndpointSection,
  FaultsSection,
  TargetsSection,
];

interface ConnectionSheetProps {
  /** The button that the sheet hangs from. */
  readonly below: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** How the endpoint is reached. A popover and no modal: the rest stays in use while it is open. */
export function ConnectionSheet({ below, onClose }: ConnectionSheetProps) {
  const title = useId();
  const sheet = useRef<HTMLDivElement>(null);
  const origin = useScope((state) => endpointOrigin(state.endpoint));
  const [place, setPlace] = useState<{ readonly top: number; readonly right: number }>();
  useLayoutEffect(() => {
    const hang = (): void => {
      const box = below.current?.getBoundingClientRect();
      if (box) setPlace({ top: box.bottom + GAP, right: Math.max(GAP, window.innerWidth - box.right) });
    };
    hang();
    sheet.current?.showPopover();
    window.addEventListener("resize", hang);
    return () => window.removeEventListener("resize", hang);
  }, [below]);
  useEffect(() => sheet.current?.querySelector<HTMLElement>("input:checked")?.focus(), []);
  useEffect(() => {
    const element = sheet.current;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      // Escape also stops a run.
      event.stopPropagation();
      onClose();
    };
    element?.addEventListener("keydown", onKeyDown);
    return () => element?.removeEventListener("keydown", onKeyDown);
  }, [onClose]);
  return (
    <div ref={sheet} popover="manual" role="dialog" aria-labelledby={title} className={styles.sheet} style={place}>
      <div className={styles.head}>
        <h2 id={title} className={styles.title}>
          Connection
        </h2>
        <code className={styles.origin}>{origin ?? "no endpoint yet"}</code>
        <Button size="sm" variant="ghost" icon="close" aria-label="Close the connection settings" onClick={onClose} />
      </div>
      <div className={styles.sections}>
        {SECTIONS.map((Section, index) => (
          <Section key={index} />
        ))}
      </div>
    </div>
  );
}

const GAP = 6;
