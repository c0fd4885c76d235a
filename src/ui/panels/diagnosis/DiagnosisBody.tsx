import { useId, useState } from "react";
import type { Diagnosis } from "#src/run/diagnosis/types.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { useScope } from "#src/ui/useScope.ts";
import { DiagnosisDetails } from "./DiagnosisDetails.tsx";
import { OfferButton } from "./OfferButton.tsx";
import { PathsFound } from "./PathsFound.tsx";
import styles from "./DiagnosisBody.module.css";

/** What to do about a failure, and what the sentence about it rests on. */
export function DiagnosisBody({ diagnosis }: { readonly diagnosis: Diagnosis }) {
  const isOwn = useScope((state) => state.session.origin === "live");
  const hasRelay = useScope((state) => state.relay.status === "ready");
  const [isOpen, setOpen] = useState(false);
  const details = useId();
  // What was read from a file or heard from another app cannot be sent again from here.
  const offers = isOwn
    ? diagnosis.offers.filter(({ type }) => hasRelay || (type !== "look-behind" && type !== "use-relay"))
    : [];
  return (
    <>
      <div className={styles.actions}>
        {offers.map((offer, index) => (
          <OfferButton key={`${offer.type} ${index}`} offer={offer} />
        ))}
        <Button
          size="sm"
          variant="ghost"
          icon={isOpen ? "chevronDown" : "chevronRight"}
          aria-expanded={isOpen}
          aria-controls={details}
          onClick={() => setOpen(!isOpen)}
        >
          {diagnosis.mend ? "Details and how to mend it" : "Details"}
        </Button>
      </div>
      {isOwn && <PathsFound />}
      <div id={details} hidden={!isOpen}>
        {isOpen && <DiagnosisDetails diagnosis={diagnosis} />}
      </div>
    </>
  );
}
