import type { BodyForm } from "#src/run/bodyForm/bodyForm.ts";

/** How requests are written, beside what the fields say. */
export interface RequestOptionsSlice {
  /** By the endpoint's origin, or an empty text where it has none. One that nobody chose for, or that is the plain form, is absent. */
  readonly bodyForms: Readonly<Record<string, BodyForm>>;
  /** Changes the form for the endpoint's origin. */
  readonly setBodyForm: (change: Partial<BodyForm>) => void;
}
