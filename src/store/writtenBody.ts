import type { BodyForm } from "#src/run/bodyForm/bodyForm.ts";
import type { SingleRouteEnvelope } from "#src/run/discovery/wrapSingleRoute.ts";

/** What is to become of a body before it is sent. */
interface Writing {
  readonly form: BodyForm | undefined;
  readonly envelope: SingleRouteEnvelope | undefined;
  /** The body as the user edited it, which no form changes; undefined where it was built. */
  readonly bodyText: string | undefined;
}

/** The body as it goes out. Most need nothing, so the code for it comes only where one does; rejects where that cannot be had. */
export async function writtenBody(body: string, { form, envelope, bodyText }: Writing): Promise<string> {
  if (!form && !envelope) return body;
  const [{ formBody }, { wrapSingleRoute }] = await Promise.all([
    import("#src/run/bodyForm/bodyForm.ts"),
    import("#src/run/discovery/wrapSingleRoute.ts"),
  ]);
  const formed = form ? formBody({ bodyText }, body, form).body : body;
  return envelope ? wrapSingleRoute(formed, envelope) : formed;
}
