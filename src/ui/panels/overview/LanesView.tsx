import { useEffect, useId, useRef, useState, type MouseEvent } from "react";
import type { OverviewModel, OverviewShown } from "./overviewModel.ts";
import { useLaneKeys } from "./useLaneKeys.ts";
import { useLanePointer } from "./useLanePointer.ts";
import styles from "./OverviewPanel.module.css";

interface LanesViewProps {
  readonly model: OverviewModel;
  readonly shown: OverviewShown;
  /** True while the table stands in its place; what is drawn goes on to be. */
  readonly hidden: boolean;
}

/** The lanes as a picture that can be pointed at, marked and walked through with the keyboard. */
export function LanesView({ model, shown: { lanes, selected }, hidden }: LanesViewProps) {
  const axis = useRef<HTMLCanvasElement>(null);
  const picture = useRef<HTMLCanvasElement>(null);
  const [said, setSaid] = useState("");
  useEffect(
    () => (axis.current && picture.current ? model.start({ axis: axis.current, lanes: picture.current }) : undefined),
    [model],
  );
  const list = useRef<HTMLDivElement>(null);
  const base = useId();
  const { tip, surface, handlers } = useLanePointer(model, picture, list);
  const onKeyDown = useLaneKeys(model, setSaid);
  const select = ({ target }: MouseEvent): void => {
    const option = target instanceof Element ? target.closest("[data-lane]") : null;
    const chosen = lanes.find(({ lane }) => option?.getAttribute("data-lane") === lane);
    if (chosen) model.select(chosen.lane);
  };
  return (
    <div className={styles.plot} inert={hidden} ref={surface} {...handlers}>
      <div className={styles.axis}>
        <canvas ref={axis} aria-hidden="true" />
      </div>
      <div className={styles.scroller}>
        <div
          ref={list}
          role="listbox"
          aria-label="Lanes"
          aria-describedby={`${base}-keys`}
          aria-activedescendant={selected === undefined ? undefined : `${base}-${selected}`}
          tabIndex={0}
          className={styles.labels}
          onKeyDown={onKeyDown}
          onClick={select}
          onFocus={() => {
            if (model.shown.selected === undefined) model.select(lanes[0]?.lane);
          }}
          onBlur={() => model.select(undefined)}
        >
          {lanes.map(({ lane, title, height }) => (
            <div
              key={lane}
              id={`${base}-${lane}`}
              role="option"
              aria-selected={lane === selected}
              data-lane={lane}
              style={{ height }}
            >
              {title}
            </div>
          ))}
        </div>
        <canvas ref={picture} role="img" aria-label="Nothing to show yet." />
      </div>
      <p id={`${base}-keys`} className="visuallyHidden">
        Left and right go to where something of the lane begins or ends, plus and minus zoom around the cursor, Escape
        shows everything.
      </p>
      {tip && (
        <div
          className={styles.tip}
          aria-hidden="true"
          style={{ left: tip.left, top: tip.top }}
          data-end={tip.isAtEnd || undefined}
        >
          {tip.text}
        </div>
      )}
      <div role="status" aria-label="Place in the lanes" className="visuallyHidden">
        {said}
      </div>
    </div>
  );
}
