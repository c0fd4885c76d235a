import { useState } from "react";
import { CopyButton } from "#src/ui/components/CopyButton.tsx";
import { Tabs } from "#src/ui/components/Tabs.tsx";
import { howToPoint } from "./howToPoint.ts";
import styles from "./LiveScreen.module.css";

/** How to bring an app's calls through a recorder, as code to copy. */
export function HowToPoint({ address }: { readonly address: string }) {
  const pointers = howToPoint(address, location.href);
  const [selected, setSelected] = useState("http-agent");
  const current = pointers.find(({ id }) => id === selected);
  return (
    <div className={styles.how}>
      <Tabs
        label="How to point the app at it"
        selected={selected}
        onSelect={setSelected}
        trailing={current && <CopyButton text={current.code} label="Copy the code" />}
        items={pointers.map(({ id, title, code, note }) => ({
          id,
          title,
          content: (
            <>
              <pre className={styles.code} tabIndex={0} aria-label={`Code for ${title}`}>
                {code}
              </pre>
              <p className={styles.note}>{note}</p>
            </>
          ),
        }))}
      />
    </div>
  );
}
