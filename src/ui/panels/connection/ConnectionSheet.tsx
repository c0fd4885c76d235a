import { useLayoutEffect, useState, type ComponentType, type RefObject } from "react";
import { addressOrigin } from "#src/store/address.ts";
import { Sheet } from "#src/ui/components/Sheet.tsx";
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

/** How the endpoint is reached. */
export function ConnectionSheet({ below, onClose }: ConnectionSheetProps) {
  const origin = useScope(addressOrigin);
  const [place, setPlace] = useState<{ readonly top: number; readonly right: number }>();
  useLayoutEffect(() => {
    const hang = (): void => {
      const box = below.current?.getBoundingClientRect();
      if (box) setPlace({ top: box.bottom + GAP, right: Math.max(GAP, window.innerWidth - box.right) });
    };
    hang();
    window.addEventListener("resize", hang);
    return () => window.removeEventListener("resize", hang);
  }, [below]);
  return (
    <Sheet
      title="Connection"
      note={<code>{origin ?? "no endpoint yet"}</code>}
      closeLabel="Close the connection settings"
      className={styles.sheet}
      style={place}
      initialFocus="input:checked:enabled"
      opener={below}
      onClose={onClose}
    >
      <div className={styles.sections}>
        {SECTIONS.map((Section, index) => (
          <Section key={index} />
        ))}
      </div>
    </Sheet>
  );
}

const GAP = 6;
