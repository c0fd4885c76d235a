/** The real protobuf decoder, apart so that a page loads it only when an agent speaks protobuf. Throws on broken bytes. */
export { decode as decodeProtobuf } from "@ag-ui/proto";
