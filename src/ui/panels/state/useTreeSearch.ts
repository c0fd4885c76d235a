import { useEffect, useState } from "react";
import type { JsonValue } from "#src/lib/json.ts";
import { inSlices } from "#src/ui/components/inSlices.ts";
import { TreeSearch } from "./treeSearch.ts";

/** A search as far as it has come. */
export interface SearchProgress {
  readonly search: TreeSearch;
  /** `search.count` as of this render. */
  readonly count: number;
  readonly isDone: boolean;
}

/** Searches a document for a text, a few milliseconds at a time, and anew whenever either changes. Undefined while there is nothing to search for. */
export function useTreeSearch(document: JsonValue, text: string): SearchProgress | undefined {
  const [progress, setProgress] = useState<SearchProgress>();
  useEffect(() => {
    if (text === "") return undefined;
    const search = new TreeSearch(document, text);
    const tell = (isDone: boolean): void => setProgress({ search, count: search.count, isDone });
    return inSlices(
      () => search.step(),
      () => tell(true),
      () => tell(false),
    );
  }, [document, text]);
  // What another text found says nothing; what this one found in an earlier state stays until there is better.
  return text !== "" && progress?.search.text === text ? progress : undefined;
}
