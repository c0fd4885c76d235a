import { Component, type ErrorInfo, type ReactNode } from "react";
import { Button } from "#src/ui/components/Button.tsx";
import { CopyButton } from "#src/ui/components/CopyButton.tsx";
import styles from "./ErrorBoundary.module.css";

interface ErrorBoundaryProps {
  /** The title of the panel inside. */
  readonly panel: string;
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly error: Error | undefined;
  readonly where: string;
}

/** Keeps a crash inside its panel: the others go on, the recording is untouched, and the user learns how to report it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: undefined, where: "" };

  static getDerivedStateFromError(error: unknown): Partial<ErrorBoundaryState> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(_error: unknown, { componentStack }: ErrorInfo): void {
    this.setState({ where: componentStack ?? "" });
  }

  override render(): ReactNode {
    const { error, where } = this.state;
    const { panel, children } = this.props;
    if (!error) return children;
    return (
      <div role="alert" className={styles.crash}>
        <p className={styles.title}>The {panel} panel has a bug and stopped.</p>
        <p>
          The recording is complete and the other panels go on. To report this, save the recording, copy the details and
          put both into an issue of AG-UI Scope.
        </p>
        <pre className={styles.message}>{error.message}</pre>
        <div className={styles.actions}>
          <Button size="sm" onClick={() => this.setState({ error: undefined, where: "" })}>
            Show the panel again
          </Button>
          <CopyButton
            label="Copy details"
            showLabel
            text={`${panel} panel\n${error.stack ?? error.message}\n${where}`}
          />
        </div>
      </div>
    );
  }
}
