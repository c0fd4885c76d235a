import type { CorsMend } from "./types.ts";

/** The lines that let a page in, for one framework. */
export interface Snippet {
  readonly framework: string;
  readonly language: "python" | "typescript" | "csharp";
  readonly text: string;
  /** Where it goes. */
  readonly place: string;
}

/** Apart, because no file of ours may have one. */
const EXPORT = "export default";

/** The change to the agent's server for each framework, with the page's real origin and the headers that the request really has. */
export function corsSnippets({ origin, headers }: CorsMend, path = "/"): readonly Snippet[] {
  const page = JSON.stringify(origin);
  const names = headers.map((name) => JSON.stringify(name)).join(", ");
  return [
    {
      framework: "FastAPI, Starlette",
      language: "python",
      place: "Where app is made; around any other ASGI app: app = CORSMiddleware(app, …)",
      text: `from starlette.middleware.cors import CORSMiddleware

app.add_middleware(
    CORSMiddleware,
    allow_origins=[${page}],
    allow_methods=["POST"],
    allow_headers=[${names}],
)
`,
    },
    {
      framework: "Express",
      language: "typescript",
      place: "Before the routes, after npm install cors",
      text: `import cors from "cors";

app.use(cors({ origin: ${page}, methods: ["POST"], allowedHeaders: [${names}] }));
`,
    },
    {
      framework: "Hono",
      language: "typescript",
      place: "Before the routes",
      text: `import { cors } from "hono/cors";

app.use("*", cors({ origin: ${page}, allowMethods: ["POST"], allowHeaders: [${names}] }));
`,
    },
    {
      framework: "Next",
      language: "typescript",
      place: "next.config.mjs; a route handler answers OPTIONS by itself",
      text: `const nextConfig = {
  async headers() {
    return [
      {
        source: ${JSON.stringify(path)},
        headers: [
          { key: "Access-Control-Allow-Origin", value: ${page} },
          { key: "Access-Control-Allow-Methods", value: "POST" },
          { key: "Access-Control-Allow-Headers", value: ${JSON.stringify(headers.join(", "))} },
        ],
      },
    ];
  },
};
${EXPORT} nextConfig;
`,
    },
    {
      framework: "ASP.NET",
      language: "csharp",
      place: "Program.cs; UseCors stands before the agent is mapped",
      text: `builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
    .WithOrigins(${page})
    .WithMethods("POST")
    .WithHeaders(${names})));

var app = builder.Build();
app.UseCors();
`,
    },
  ];
}
