import { Icon } from "#src/ui/components/Icon.tsx";
import { useScope } from "#src/ui/useScope.ts";
import styles from "./FaultsBar.module.css";

/** Says that what comes is changed on purpose, so that a fault is never taken for the agent's. */
export function FaultsBar() {
  const own = useScope((state) => state.session.origin !== "traffic" && state.faults?.rules.some(isOn) === true);
  const recorder = useScope((state) => {
    if (state.session.origin !== "traffic") return undefined;
    const from = state.liveRuns.find(({ recording }) => recording === state.session.id)?.recorder;
    return state.recorders.find(({ id, faults }) => id === from && faults?.rules.some(isOn))?.target;
  });
  const turnOff = useScope((state) => state.setFaultsOn);
  if (!own && recorder === undefined) return null;
  return (
    <div className={styles.bar}>
      <Icon name="alert" size={12} />
      <p title={recorder}>
        <b>Faults on:</b> {own ? "the answers to your runs are changed." : "what the app receives is changed."}
      </p>
      {own && (
        <button type="button" className={styles.off} onClick={() => turnOff(false)}>
          Turn off
        </button>
      )}
    </div>
  );
}

const isOn = ({ enabled }: { readonly enabled: boolean }): boolean => enabled;
