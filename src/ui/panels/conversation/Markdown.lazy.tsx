import { memo } from "react";
import ReactMarkdown, { type Components, type Options } from "react-markdown";
import remarkGfm from "remark-gfm";
import { safeLink } from "./links.ts";
import { RemoteMedia } from "./RemoteMedia.tsx";

// Addresses are judged by the components below, which show what is not allowed instead of emptying it.
const OPTIONS: Options = { remarkPlugins: [[remarkGfm, { singleTilde: false }]], urlTransform: (address) => address };

const COMPONENTS: Components = {
  a({ href = "", children }) {
    const address = safeLink(href);
    return address === undefined ? (
      <span title={`Not a link: ${href}`}>
        {children} <code>{href}</code>
      </span>
    ) : (
      <a href={address} target="_blank" rel="noopener noreferrer" title={address}>
        {children}
      </a>
    );
  },
  img({ src, alt }) {
    return <RemoteMedia media="image" address={typeof src === "string" ? src : ""} description={alt} />;
  },
  // A paragraph may hold an image's card, which is no phrasing content.
  p({ children }) {
    return <div className="md-p">{children}</div>;
  },
  // What is too wide scrolls by itself, so that it does not widen the panel; the keyboard scrolls it once it has the focus.
  pre({ children }) {
    return (
      <pre role="group" aria-label="Code" tabIndex={0}>
        {children}
      </pre>
    );
  },
  table({ children }) {
    return (
      <div className="md-table" role="group" aria-label="Table" tabIndex={0}>
        <table>{children}</table>
      </div>
    );
  },
  // A box to tick would promise an effect.
  input({ checked }) {
    return (
      <span role="img" aria-label={checked ? "done" : "not done"}>
        {checked ? "☑" : "☐"}
      </span>
    );
  },
};

/** Markdown as React elements. Raw HTML in it is shown as text; nothing is fetched. Loaded when the first message is shown. */
const Markdown = memo(function Markdown({ text }: { readonly text: string }) {
  return (
    <ReactMarkdown {...OPTIONS} components={COMPONENTS}>
      {text}
    </ReactMarkdown>
  );
});

export default Markdown;
