import { shPrintf, shText, shWord } from "./quote.ts";
import type { CodeRequest } from "./types.ts";

/** Linux takes no argument over 128 KiB; what is longer goes through a pipe, which has no limit. */
const LONGEST_ARGUMENT = 100_000;

/** A call of curl for any POSIX shell: it sends the body byte for byte and prints what arrives as it arrives. */
export function curlCode(request: CodeRequest): string {
  const { method, url, headers, body, format, variables } = request;
  const setting = variables.map(({ name, about }) => `# export ${name}='…'  # ${about}`);
  const options = [
    ...(method === "POST" ? [] : [`--request ${shWord(method)}`]),
    // Brackets and braces in an address would be patterns.
    `--globoff ${shText(url)}`,
    ...headers.map(({ name, value }) => `--header ${shText([`${name}: `, ...value])}`),
    ...(format === "protobuf" ? ["--output answer.bin"] : []),
  ];
  // oxlint-disable-next-line no-control-regex
  const isOdd = /[\0-\x08\x0b-\x1f\x7f]/.test(body);
  const piped = isOdd
    ? `printf ${shPrintf(body)} | `
    : body.length > LONGEST_ARGUMENT / 3
      ? `printf '%s' ${shWord(body)} | `
      : "";
  const data = piped === "" ? `--data-raw ${shWord(body)}` : "--data-binary @-";
  return [
    "# For a POSIX shell: sh, bash, zsh. In PowerShell, save the body as body.json and write",
    '# curl.exe … --data-binary "@body.json" on one line, with "$env:NAME" for what is "${NAME}" here.',
    ...setting,
    `${piped}curl --no-buffer --silent --show-error \\\n  ${[...options, data].join(" \\\n  ")}`,
    "",
  ].join("\n");
}
