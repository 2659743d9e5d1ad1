import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { PassThrough } from "node:stream";
import { test } from "node:test";

import { crashMessage } from "../../src/server/messages";
import { StderrTail } from "../../src/server/stderrTail";
import { fakeProgram, temporaryFolder } from "./support";

test("the last lines of a server that crashes at start are in the message", async (t) => {
  const script = `for (let i = 0; i < 20; i++) console.error("line " + i); console.error("\\nImportError: no grpc"); process.exit(3);`;
  const program = fakeProgram(temporaryFolder(t), "protowright", script);
  const server = spawn(program, ["lsp"]);
  const tail = new StderrTail(3);
  const logged: string[] = [];
  tail.follow(server.stderr, (line) => logged.push(line));
  const lines = await tail.last(20);
  assert.deepEqual(lines, ["line 18", "line 19", "ImportError: no grpc"]);
  assert.equal(logged.length, 22);
  const message = crashMessage({ program, args: [] }, "start", lines);
  assert.match(message, /stopped before it was ready\. It said: line 18 ⏎ line 19 ⏎ ImportError: no grpc$/);
});

test("a stream that stays open is not waited for", async () => {
  const stream = new PassThrough();
  const tail = new StderrTail();
  tail.follow(stream, () => undefined);
  stream.write("half a story\n");
  assert.deepEqual(await tail.last(0.2), ["half a story"]);
  stream.end();
});

test("a long story is cut at its beginning", () => {
  const message = crashMessage({ program: "p", args: [] }, "running", ["x".repeat(2000), "the end"]);
  assert.ok(message.length < 700);
  assert.ok(message.endsWith("the end"));
});

test("a server that said nothing", () => {
  assert.match(crashMessage({ program: "p", args: [] }, "start", []), /\(p lsp\).*It said nothing/);
});
