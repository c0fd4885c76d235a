import { runFinished, runStarted, textChunks, textMessage } from "#server/agents/emit.ts";
import { lastUserText, turnNumber } from "#server/agents/conversation.ts";
import type { Scenario } from "#server/agents/types.ts";

/** Plain conversation: streamed Markdown that answers what was asked. */
export const chat: Scenario = {
  name: "chat",
  title: "Chat",
  description:
    'Streams a Markdown answer word by word. "long" in the message gives a long answer, "chunks" sends TEXT_MESSAGE_CHUNK events.',
  example: "Show me a table, a list and some code.",
  capabilities: { output: { supportedMimeTypes: ["text/markdown"] } },
  async *run(input, tools) {
    yield runStarted(input);
    const asked = lastUserText(input);
    const text = answer(asked, turnNumber(input));
    const messageId = tools.id("msg");
    yield* /\bchunks?\b/i.test(asked) ? textChunks(tools, messageId, text) : textMessage(tools, messageId, text);
    yield runFinished(input);
  },
};

function answer(asked: string, turn: number): string {
  if (asked.trim() === "") return "The request holds no user message, so there is nothing to answer yet.";
  const quoted = asked.replaceAll(/\s+/g, " ").trim();
  const opening = turn > 1 ? `This is turn ${turn} of our thread. You wrote:` : "You wrote:";
  const head = `${opening}\n\n> ${quoted.length > 200 ? `${quoted.slice(0, 200)}…` : quoted}\n\n`;
  return head + (/\blong\b/i.test(asked) ? longAnswer() : shortAnswer);
}

const shortAnswer = `A run is one request and the stream that answers it. **Three things** happen in this one:

1. \`RUN_STARTED\` names the thread and the run.
2. The message is opened, filled *word by word*, and closed.
3. \`RUN_FINISHED\` says how it ended.

| event | carries | times in this run |
| --- | --- | ---: |
| TEXT_MESSAGE_START | id and role | 1 |
| TEXT_MESSAGE_CONTENT | a few characters | many |
| TEXT_MESSAGE_END | the id again | 1 |

\`\`\`ts
let text = "";
for (const event of events) {
  if (event.type === "TEXT_MESSAGE_CONTENT") text += event.delta;
}
\`\`\`

- [x] streamed as Markdown
- [ ] ~~sent in one piece~~

The protocol is described at [docs.ag-ui.com](https://docs.ag-ui.com/).`;

const topics = ["Runs", "Messages", "Tool calls", "State", "Reasoning", "Activities", "Subagents", "Interrupts"];

function longAnswer(): string {
  const sections = topics.map(
    (topic, index) => `## ${index + 1}. ${topic}

${topic} are one of the families of events that an agent may send. A client that reads them in order can rebuild what the
agent meant at any moment, because each event either opens something, adds to it, or closes it. Nothing has to be guessed
from timing, and nothing is lost when two of them are interleaved: every event names the thing that it belongs to.

- what opens it comes first, and carries the id
- what adds to it comes any number of times, **also none**
- what closes it comes once, and nothing may follow

> An event that belongs to nothing open is a fault of the agent, and worth seeing.`,
  );
  return `A long answer, in ${topics.length} sections.\n\n${sections.join("\n\n")}\n\nThat was all.`;
}
