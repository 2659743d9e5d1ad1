import assert from "node:assert/strict";
import { test } from "node:test";

import { besideSettings, withBesideSettings } from "../../src/server/hiddenFiles";

test("only globs whose value is true hide anything", () => {
  const value = { "**/.git": true, "**/gen": true, "**/*.js": { when: "$(basename).ts" }, "**/shown": false };
  assert.deepEqual(besideSettings([{ uri: "file:///a", value }, { uri: "file:///b", value: undefined }]), {
    editor: { filesExclude: { "file:///a": ["**/.git", "**/gen"], "file:///b": [] } },
  });
});

test("they stand beside the settings in the answer about these, and in no other", () => {
  const beside = besideSettings([{ uri: "file:///a", value: { gen: true } }]);
  const answers = withBesideSettings(["protowright", "files", "protowright"], [{ indentWidth: 4 }, { eol: 1 }, null], "protowright", beside);
  assert.deepEqual(answers, [{ indentWidth: 4, ...beside }, { eol: 1 }, beside]);
});
