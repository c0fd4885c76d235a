import type { CodeHeader, CodeRequest } from "./types.ts";

/** The headers for code that reads Server-Sent Events: a wish for protobuf is replaced. */
export function asksForEvents({ headers, format }: Pick<CodeRequest, "headers" | "format">): readonly CodeHeader[] {
  if (format === "sse") return headers;
  return headers.map((header) =>
    header.name.toLowerCase() === "accept" ? { ...header, value: ["text/event-stream"] } : header,
  );
}
