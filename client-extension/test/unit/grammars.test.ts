import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import * as path from "node:path";
import { test } from "node:test";

// The tests are bundled into out/, a folder of the extension.
const root = path.resolve(__dirname, "..");
const runner = path.join(root, "node_modules", "vscode-tmgrammar-test", "dist", "unit.js");
const fixtures = readdirSync(path.join(root, "test", "grammars"));

test("there are grammar fixtures for every language", () => {
  for (const ending of [".proto", ".grpc", ".grpc-response"]) {
    assert.ok(fixtures.some((name) => name.endsWith(ending)), `no fixture ends with ${ending}`);
  }
});

for (const name of fixtures) {
  test(`grammar: ${name}`, () => {
    const file = path.join("test", "grammars", name);
    // The runner's own parser of assertions can take for ever on a malformed one, so its time is bounded.
    const run = spawnSync(process.execPath, [runner, file], { cwd: root, encoding: "utf8", timeout: 30_000 });
    assert.equal(run.error, undefined, String(run.error));
    assert.equal(run.status, 0, run.stdout + run.stderr);
    assert.match(run.stdout, /run successfuly/);
  });
}
