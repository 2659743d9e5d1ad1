import assert from "node:assert/strict";
import { test } from "node:test";

import { segmentsOf } from "../../src/requests/definitionFiles";
import { insertion } from "../../src/requests/insertion";

const REQUEST = "GRPC grpc://localhost:1/a.B/C\n\n{}\n";

/** The text after a paste; `$0` marks the cursor, and `>>` the line where the cursor is put. */
function paste(marked: string): string {
  const cursorLine = marked.slice(0, marked.indexOf("$0")).split("\n").length - 1;
  const lines = marked.replace("$0", "").split("\n");
  const { firstLine, endLine, text, requestLine } = insertion(lines, cursorLine, REQUEST);
  const before = lines.slice(0, firstLine);
  const after = lines.slice(endLine);
  const head = before.map((line) => `${line}\n`).join("");
  // As the editor does, a place after the last line is the end of the text.
  const start = firstLine >= lines.length ? head.slice(0, -1) : head;
  const result = (start + text + after.join("\n")).split("\n");
  return result.map((line, index) => (index === requestLine ? `>>${line}` : line)).join("\n");
}

const PASTED = `>>${REQUEST}`;

test("a request pasted into an empty file stands alone", () => {
  assert.equal(paste("$0"), PASTED);
  assert.equal(paste("\n\n$0\n"), PASTED);
});

test("a request goes below a title that has none yet, without a separator", () => {
  assert.equal(paste("### Place\n# @name place\n$0"), `### Place\n# @name place\n${PASTED}`);
  assert.equal(paste("### Place\n$0\n\n### Next\nGRPC x/a.B/D\n"), `### Place\n${PASTED}\n### Next\nGRPC x/a.B/D\n`);
});

test("a request goes behind the one that holds the cursor, after a separator", () => {
  assert.equal(paste("GRPC x/a.B/D\n\n{ $0 }\n"), `GRPC x/a.B/D\n\n{  }\n\n###\n${PASTED}`);
  const two = "### One\nGR$0PC x/a.B/D\n\n\n\n### Two\nGRPC x/a.B/E\n";
  assert.equal(paste(two), `### One\nGRPC x/a.B/D\n\n###\n${PASTED}\n### Two\nGRPC x/a.B/E\n`);
});

test("variables of the file stay apart from a pasted request", () => {
  assert.equal(paste("@host = x\n\n$0"), `@host = x\n\n###\n${PASTED}`);
});

test("a file without a line break at its end gets one", () => {
  assert.equal(paste("GRPC x/a.B/D$0"), `GRPC x/a.B/D\n\n###\n${PASTED}`);
  assert.equal(paste("### Place$0"), `### Place\n${PASTED}`);
});

test("the files of a definition stay in the chosen folder", () => {
  const segments = (name: string) => segmentsOf({ name, text: "" });
  assert.deepEqual(segments("shop/v1/orders.proto"), ["shop", "v1", "orders.proto"]);
  for (const name of ["../orders.proto", "a/../../b.proto", "/etc/orders.proto", "a//b.proto", "a\\..\\b.proto", "C:/b.proto", ""]) {
    assert.equal(segments(name), undefined, name);
  }
});
