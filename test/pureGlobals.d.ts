/** What the pure layers may use although ES2023 does not name it: the WHATWG encoding and base64 functions, in every browser and Node. */
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: Uint8Array, options?: { stream?: boolean }): string;
}
declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
  encodeInto(source: string, destination: Uint8Array): { readonly read: number; readonly written: number };
}
declare function atob(data: string): string;
declare function btoa(data: string): string;
