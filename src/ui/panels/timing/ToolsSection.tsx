import { useState } from "react";
import type { ToolTime } from "#src/analysis/toolTimes.ts";
import type { RecordingLog } from "#src/recording/log.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { EventLink } from "#src/ui/panels/event/EventLink.tsx";
import { formatCount, formatMs } from "#src/ui/panels/event/format.ts";
import { Section } from "#src/ui/panels/event/Section.tsx";
import styles from "./timing.module.css";

const SHOWN = 50;

/** Where the time of each tool call went. */
export function ToolsSection({ log, tools }: { readonly log: RecordingLog; readonly tools: readonly ToolTime[] }) {
  const [shown, setShown] = useState(SHOWN);
  if (tools.length === 0) return null;
  return (
    <Section title="Tool calls">
      <table className={styles.table} aria-label="Time of tool calls">
        <thead>
          <tr>
            <th scope="col">Call</th>
            <th scope="col">Agent writes it</th>
            <th scope="col">Server runs it</th>
            <th scope="col">App or user answers</th>
          </tr>
        </thead>
        <tbody>
          {tools.slice(0, shown).map((tool) => (
            <tr key={`${tool.startedBy} ${tool.id}`}>
              <th scope="row">
                <EventLink seq={tool.startedBy} what="starts the call" /> <code>{tool.name || "no name"}</code>
              </th>
              <Cell ms={tool.agent} missing={tool.endedBy === undefined ? "no end" : "–"} />
              <td className={styles.number}>
                {tool.server === undefined ? <span className={styles.none}>–</span> : formatMs(tool.server)}
                {tool.resultBy !== undefined && tool.resultBy <= log.length && (
                  <EventLink seq={tool.resultBy} what="brought the result" />
                )}
              </td>
              <Cell ms={tool.client} missing={tool.answeredIn === undefined ? "–" : `request ${tool.answeredIn + 1}`} />
            </tr>
          ))}
        </tbody>
        {tools.length > 1 && (
          <tfoot>
            <tr>
              <th scope="row">all {formatCount(tools.length)}</th>
              <Cell ms={sum(tools.map(({ agent }) => agent))} missing="–" />
              <Cell ms={sum(tools.map(({ server }) => server))} missing="–" />
              <Cell ms={sum(tools.map(({ client }) => client))} missing="–" />
            </tr>
          </tfoot>
        )}
      </table>
      {shown < tools.length && (
        <Button size="sm" variant="ghost" onClick={() => setShown(shown + SHOWN)}>
          {formatCount(tools.length - shown)} more
        </Button>
      )}
      <p className={styles.note}>
        START to END, END to result, and end of the run to the request with the answer. What passes between two answers
        is never the agent&apos;s or the server&apos;s time. Calls side by side count each.
      </p>
    </Section>
  );
}

function Cell({ ms, missing }: { readonly ms: number | undefined; readonly missing: string }) {
  return (
    <td className={styles.number}>
      {ms === undefined ? <span className={styles.none}>{missing}</span> : formatMs(ms)}
    </td>
  );
}

/** The sum of what is known; undefined where nothing is. */
function sum(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((ms) => ms !== undefined);
  return known.length === 0 ? undefined : known.reduce((total, ms) => total + ms, 0);
}
