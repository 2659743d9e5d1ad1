import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { test } from "node:test";

import { findProgram, isProgram, searchPath } from "../../src/server/search";
import { fakeProgram, temporaryFolder } from "./support";

test("PATH comes first, then the folder of uv and pipx; relative folders are not searched", () => {
  assert.deepEqual(searchPath({ PATH: "/a:.:/b:" }, "/home/u", "linux"), {
    folders: ["/a", "/b", "/home/u/.local/bin"],
    endings: [""],
  });
  assert.deepEqual(searchPath({}, "/home/u", "darwin").folders, ["/home/u/.local/bin"]);
  assert.deepEqual(searchPath({}, "/home/u", "win32").endings, [".exe"]);
});

test("the first program that may be run is taken; folders and plain files are passed over", async (t) => {
  const root = temporaryFolder(t);
  const folders = ["folder", "plain", "first", "second"].map((name) => path.join(root, name));
  folders.forEach((folder) => mkdirSync(folder));
  mkdirSync(path.join(root, "folder", "protowright"));
  writeFileSync(path.join(root, "plain", "protowright"), "", { mode: 0o644 });
  const expected = fakeProgram(path.join(root, "first"), "protowright", "");
  fakeProgram(path.join(root, "second"), "protowright", "");
  assert.equal(await findProgram("protowright", { folders, endings: [""] }), expected);
  assert.equal(await findProgram("missing", { folders, endings: [""] }), undefined);
});

test("an ending is added once", async (t) => {
  const root = temporaryFolder(t);
  const program = fakeProgram(root, "protowright.exe", "");
  const where = { folders: [root], endings: [".exe"] };
  assert.equal(await findProgram("protowright", where), program);
  assert.equal(await findProgram("protowright.exe", where), program);
  assert.equal(await isProgram(root), false);
});
