import { findNodeAtLocation, parseTree, type Node } from "jsonc-parser";
import { arrayIndex, parsePointer } from "#src/lib/jsonPointer.ts";

/** Something to mark in a JSON text. */
export interface EditorMark {
  /** JSON Pointer (RFC 6901) of the member; one that is not there marks what it should be in. */
  readonly pointer: string;
  readonly message: string;
}

/** Where the mark of a pointer goes, in UTF-16 units. Long values are marked on their first line only, or by their name. */
export function markPlace(text: string, pointer: string): { readonly offset: number; readonly length: number } {
  const root = parseTree(text);
  let node: Node | undefined = root;
  for (const token of parsePointer(pointer) ?? []) {
    const next: Node | undefined = node && findNodeAtLocation(node, [segment(node, token)]);
    if (!next) break;
    node = next;
  }
  if (!node) return { offset: 0, length: firstLine(text, 0, text.length) };
  // The name of an object or list says more than its first brace.
  const name = node.parent?.type === "property" ? node.parent.children?.[0] : undefined;
  const marked = name && (node.type === "object" || node.type === "array") ? name : node;
  return { offset: marked.offset, length: firstLine(text, marked.offset, marked.length) };
}

const segment = (node: Node, token: string): string | number =>
  node.type === "array" ? (arrayIndex(token) ?? -1) : token;

function firstLine(text: string, offset: number, length: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? length : Math.min(length, end - offset);
}
