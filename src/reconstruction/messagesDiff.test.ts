import { describe, expect, it } from "vitest";
import type { Message } from "#src/protocol/events.ts";
import { messagesDiff } from "./messagesDiff.ts";

const user = (id: string, content = id): Message => ({ id, role: "user", content });
const assistant = (id: string, content: string): Message => ({ id, role: "assistant", content });
const summary = (built: readonly Message[], snapshot: readonly Message[], result = snapshot): readonly string[] =>
  messagesDiff(built, snapshot, result).map((difference) => `${difference.kind} ${difference.message.id}`);

describe("messagesDiff", () => {
  it("finds nothing where the snapshot says what was built", () => {
    expect(summary([user("a"), assistant("b", "hi")], [user("a"), assistant("b", "hi")])).toEqual([]);
  });

  it("tells what was added and removed", () => {
    expect(summary([user("a"), user("b")], [user("b"), user("c")])).toEqual(["added c", "removed a"]);
  });

  it("tells what stays although the snapshot leaves it out", () => {
    const thought: Message = { id: "r", role: "reasoning", content: "hm" };
    expect(summary([thought, user("a")], [user("a")], [thought, user("a")])).toEqual(["kept r"]);
  });

  it("tells another order by as few moves as possible", () => {
    const built = [user("a"), user("b"), user("c"), user("d")];
    const snapshot = [user("b"), user("c"), user("d"), user("a")];
    expect(messagesDiff(built, snapshot, snapshot)).toMatchObject([{ kind: "moved", from: 1, to: 4 }]);
  });

  it("knows a message again under another id", () => {
    const built = [user("a"), assistant("stream-1", "hello")];
    const snapshot = [user("a"), assistant("db-77", "hello")];
    expect(messagesDiff(built, snapshot, snapshot)).toMatchObject([
      { kind: "id-changed", before: { id: "stream-1" }, message: { id: "db-77" } },
    ]);
  });

  it("takes equal texts under other ids one by one", () => {
    expect(summary([user("a", "x"), user("b", "x")], [user("c", "x"), user("d", "x"), user("e", "x")])).toEqual([
      "id-changed c",
      "id-changed d",
      "added e",
    ]);
  });

  it("tells what changed inside a message", () => {
    const built = [assistant("m", "helo")];
    const snapshot: Message[] = [{ id: "m", role: "assistant", content: "hello", name: "Ann" }];
    expect(messagesDiff(built, snapshot, snapshot)).toMatchObject([
      {
        kind: "changed",
        changes: [
          { kind: "changed", pointer: "/content", before: "helo", after: "hello" },
          { kind: "added", pointer: "/name", after: "Ann" },
        ],
      },
    ]);
  });
});
