import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";

import { probe } from "../../src/server/probe";
import { fakeProgram, temporaryFolder } from "./support";

async function ask(context: TestContext, script: string, timeout = 20) {
  const folder = temporaryFolder(context);
  const program = fakeProgram(folder, "python", script);
  return probe({ program, args: ["-m", "protowright"] }, { cwd: folder, env: process.env }, timeout);
}

test("the version is read, and the command gets --version last", async (t) => {
  const script = `process.argv.slice(2).join(" ") === "-m protowright --version" && console.log("protowright 1.2.3.dev4");`;
  assert.deepEqual(await ask(t, script), { version: "1.2.3.dev4" });
});

test("another program is not taken for the server", async (t) => {
  assert.deepEqual(await ask(t, `console.log("Python 3.12.1")`), {
    reason: "does not answer to --version as Protowright does",
  });
});

test("an environment without the package is named as such", async (t) => {
  const script = `console.error("/usr/bin/python: No module named protowright"); process.exit(1);`;
  assert.deepEqual(await ask(t, script), { reason: "has no package protowright" });
});

test("any other failure is told with its last line", async (t) => {
  const script = `console.error("Traceback\\nImportError: no grpc\\n"); process.exit(1);`;
  assert.deepEqual(await ask(t, script), { reason: "failed: ImportError: no grpc" });
});

test("a program that hangs is given up", async (t) => {
  assert.deepEqual(await ask(t, "setTimeout(() => {}, 60000)", 0.3), { reason: "did not answer within 0.3 seconds" });
});

test("a program that is not there", async (t) => {
  const cwd = temporaryFolder(t);
  const answer = await probe({ program: `${cwd}/none`, args: [] }, { cwd, env: {} }, 1);
  assert.deepEqual(answer, { reason: "does not exist" });
});
