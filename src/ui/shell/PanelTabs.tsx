import { Suspense } from "react";
import { Tabs, type TabItem } from "#src/ui/components/Tabs.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import type { PanelDescriptor } from "./panels.ts";

interface PanelTabsProps {
  readonly label: string;
  /** A constant list: its badge hooks are called in its order. */
  readonly panels: readonly PanelDescriptor[];
  readonly selected: string;
  readonly onSelect: (id: string) => void;
}

/** Panels as tabs, each behind its own error boundary. */
export function PanelTabs({ label, panels, selected, onSelect }: PanelTabsProps) {
  const items: TabItem[] = [];
  for (const { id, title, useBadge, useIsThere, Component } of panels) {
    // The list is a constant of the module, so the hooks run in the same order on every render.
    // oxlint-disable-next-line react/rules-of-hooks
    const badge = useBadge();
    // oxlint-disable-next-line react/rules-of-hooks
    if (useIsThere?.() === false) continue;
    items.push({
      id,
      title,
      badge,
      content: (
        <ErrorBoundary panel={title}>
          <Suspense>
            <Component />
          </Suspense>
        </ErrorBoundary>
      ),
    });
  }
  return <Tabs label={label} items={items} selected={selected} onSelect={onSelect} />;
}
