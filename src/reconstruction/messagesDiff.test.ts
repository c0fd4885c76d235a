import * as fc from "fast-check";
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

  it("takes a message for the same one under another id and with another text where only it can be", () => {
    const built = [user("a"), assistant("stream-1", "helo"), user("b")];
    const snapshot = [user("a"), assistant("db-77", "hello"), user("b")];
    expect(messagesDiff(built, snapshot, snapshot)).toMatchObject([
      {
        kind: "id-changed",
        before: { id: "stream-1" },
        message: { id: "db-77" },
        changes: [{ kind: "changed", pointer: "/content", before: "helo", after: "hello" }],
      },
    ]);
    const answer = (id: string, toolCallId: string, content: string): Message => ({
      id,
      role: "tool",
      toolCallId,
      content,
    });
    expect(
      summary([answer("x", "c", "1"), answer("y", "d", "2")], [answer("z", "d", "3"), answer("w", "e", "4")]),
    ).toEqual(["id-changed z", "added w", "removed x"]);
  });

  it("does not guess where there are two, where the role is another or where neighbours differ", () => {
    const two = [assistant("a", "x"), assistant("b", "y")];
    expect(summary(two, [assistant("c", "z")])).toEqual(["added c", "removed a", "removed b"]);
    expect(summary([user("a")], [assistant("c", "z")])).toEqual(["added c", "removed a"]);
    expect(summary([assistant("a", "x"), user("b")], [user("b"), assistant("c", "z")])).toEqual([
      "added c",
      "removed a",
    ]);
  });

  it("tells every message of both lists once, and the rest by what it became", () => {
    const message = fc.record({
      id: fc.constantFrom("a", "b", "c", "d", "e", "f"),
      role: fc.constantFrom("user" as const, "assistant" as const),
      content: fc.constantFrom("x", "y", "z"),
    });
    const list = fc.uniqueArray(message, { maxLength: 6, selector: ({ id }) => id });
    fc.assert(
      fc.property(list, list, (built, snapshot) => {
        const differences = messagesDiff(built, snapshot, snapshot);
        const count = (kind: string): number => differences.filter((each) => each.kind === kind).length;
        expect(built.length - count("removed")).toBe(snapshot.length - count("added"));
        const roles = differences.flatMap((each) =>
          each.kind === "id-changed" ? [[each.before.role, each.message.role]] : [],
        );
        expect(roles.filter(([before, after]) => before !== after)).toEqual([]);
        const gone = differences.flatMap((each) =>
          each.kind === "removed" ? [each.message.id] : each.kind === "id-changed" ? [each.before.id] : [],
        );
        const known = new Set(snapshot.map(({ id }) => id));
        expect(gone.toSorted()).toEqual(built.flatMap(({ id }) => (known.has(id) ? [] : [id])).toSorted());
      }),
    );
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
