import type { ComponentProps } from "react";

interface FileInputProps extends Pick<ComponentProps<"input">, "ref" | "accept"> {
  readonly onFile: (file: File) => void;
}

/** Asks for one file. It is not seen: a button that says what the file is for clicks it. */
export function FileInput({ onFile, ...rest }: FileInputProps) {
  return (
    <input
      {...rest}
      type="file"
      hidden
      tabIndex={-1}
      aria-hidden="true"
      onChange={({ target }) => {
        const file = target.files?.[0];
        // So that choosing the same file again is a change as well.
        target.value = "";
        if (file) onFile(file);
      }}
    />
  );
}
