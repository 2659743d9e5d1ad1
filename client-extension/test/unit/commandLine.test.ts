import assert from "node:assert/strict";
import { test } from "node:test";

import { display, readCommandSetting, type Places } from "../../src/server/commandLine";

const places: Places = { home: "/home/u", workspaceFolder: "/ws", environment: { TOOLS: "/tools" } };
const read = (...words: string[]) => readCommandSetting(words, places);

test("an empty setting is no command", () => {
  assert.equal(read(), undefined);
  assert.equal(read("  "), undefined);
});

test("variables and the home folder are replaced", () => {
  assert.deepEqual(read("${workspaceFolder}/.venv/bin/python", "-m", "protowright"), {
    program: "/ws/.venv/bin/python",
    args: ["-m", "protowright"],
  });
  assert.equal(read("~/bin/protowright")?.program, "/home/u/bin/protowright");
  assert.equal(read("${userHome}/p")?.program, "/home/u/p");
  assert.equal(read("${env:TOOLS}/p")?.program, "/tools/p");
  assert.deepEqual(read("/p", "${unknown}")?.args, ["${unknown}"]);
});

test("a relative path is meant from the workspace folder, a bare name is not touched", () => {
  assert.equal(read(".venv/bin/protowright")?.program, "/ws/.venv/bin/protowright");
  assert.equal(read("protowright")?.program, "protowright");
  const alone = readCommandSetting(["bin/protowright"], { ...places, workspaceFolder: undefined });
  assert.equal(alone?.program, "/home/u/bin/protowright");
});

test("a command is shown as it would be typed", () => {
  assert.equal(display({ program: "/a b/python", args: ["-m", "protowright"] }, "lsp"), '"/a b/python" -m protowright lsp');
});
