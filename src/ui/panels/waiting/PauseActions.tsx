import type { ReactNode } from "react";
import type { AnswerKind, Pause } from "#src/run/pending/types.ts";
import { Button } from "#src/ui/components/Button.tsx";
import controls from "#src/ui/components/controls.module.css";
import { useScope } from "#src/ui/useScope.ts";
import { isValueFirst, likeliest, type OpenField, type PauseDraft } from "./pauseDraft.ts";
import styles from "./WaitingStrip.module.css";

interface PauseActionsProps {
  readonly pause: Pause;
  readonly draft: PauseDraft;
  /** A button is pointed at that would give such an answer; undefined when it no longer is. */
  readonly onAim: (kind: AnswerKind | undefined) => void;
  readonly onGive: (kind: AnswerKind) => void;
  readonly onOpen: (field: OpenField) => void;
  readonly onReason: (reason: string) => void;
  /** After the answers. */
  readonly children: ReactNode;
}

/** The answers that the dialect of a question can say: the likeliest stands out, and what can be said beside a value has a line of its own. */
export function PauseActions({ pause, draft, onAim, onGive, onOpen, onReason, children }: PauseActionsProps) {
  const leavePause = useScope((state) => state.leavePause);
  const { shape } = pause;
  const can = (kind: AnswerKind): boolean => shape.fits.includes(kind);
  const next = likeliest(pause, draft);
  const approvals = can("approve") && (
    <>
      {answerButton("approve", "Approve")}
      {shape.editKey !== undefined && pause.toolCall && (
        <Button size="sm" aria-pressed={draft.field === "args"} onClick={() => onOpen("args")}>
          Edit arguments
        </Button>
      )}
      {can("reject") && answerButton("reject", "Reject")}
    </>
  );
  const reason = can("reject") && shape.reasonKey !== undefined && (
    <input
      className={`${controls.field} ${styles.reason}`}
      aria-label="Reason for a rejection"
      placeholder="Reason for a rejection"
      value={draft.reason}
      onChange={({ target }) => onReason(target.value)}
    />
  );
  const isValue = isValueFirst(pause);
  return (
    <div className={styles.actions}>
      {!isValue && approvals}
      {can("result") && fieldButton("result", "Send result")}
      {can("fail") && fieldButton("fail", "Fail with error")}
      {can("cancel") && (
        <Button size="sm" variant="ghost" {...aiming("cancel")} onClick={() => onGive("cancel")}>
          Cancel
        </Button>
      )}
      {pause.doubt !== undefined && (
        <Button size="sm" variant="ghost" onClick={() => leavePause(pause.id)}>
          Leave it
        </Button>
      )}
      {children}
      {!isValue && reason}
      {isValue && approvals && (
        <div className={styles.approvals} role="group" aria-label="Or answer as to an approval">
          {approvals}
          {reason}
        </div>
      )}
    </div>
  );

  function answerButton(kind: AnswerKind, title: string) {
    return (
      <Button size="sm" variant={kind === next ? "primary" : "plain"} {...aiming(kind)} onClick={() => onGive(kind)}>
        {title}
      </Button>
    );
  }

  /** The first press opens the field, the second sends what is in it. */
  function fieldButton(kind: "result" | "fail", title: string) {
    const isOpen = draft.field === kind;
    return (
      <Button
        size="sm"
        variant={kind === next && isOpen ? "primary" : "plain"}
        aria-expanded={isOpen}
        onClick={() => (isOpen ? onGive(kind) : onOpen(kind))}
      >
        {title}
      </Button>
    );
  }

  /** Shows what a button would send while it is pointed at. */
  function aiming(kind: AnswerKind) {
    const aimAt = (): void => onAim(kind);
    const aimOff = (): void => onAim(undefined);
    return { onPointerEnter: aimAt, onFocus: aimAt, onPointerLeave: aimOff, onBlur: aimOff };
  }
}
