import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { test } from "node:test";

import { SERVER_COMMANDS } from "../../src/contract";
import { COMMAND_SETTING, COMMANDS, LANGUAGES, SERVICES_VIEW } from "../../src/names";

interface Manifest {
  readonly contributes: {
    readonly languages: readonly { readonly id: string; readonly extensions: readonly string[]; readonly configuration: string }[];
    readonly grammars: readonly { readonly language: string; readonly scopeName: string; readonly path: string }[];
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when: string }[]>>;
    readonly walkthroughs: unknown;
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
  };
}

const root = path.resolve(__dirname, "..");
const read = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), "utf8"));
const { contributes } = read("package.json") as Manifest;

test("the manifest declares the languages, each with a configuration and a grammar", () => {
  assert.deepEqual(contributes.languages.map((language) => language.id), [...LANGUAGES]);
  assert.deepEqual(contributes.languages.flatMap((language) => language.extensions), [".proto", ".grpc", ".grpc-response"]);
  for (const { configuration } of contributes.languages) read(configuration);
  for (const grammar of contributes.grammars) {
    assert.equal((read(grammar.path) as { scopeName: string }).scopeName, grammar.scopeName);
    assert.equal(grammar.scopeName, `source.${grammar.language}`);
  }
});

test("the manifest declares exactly the commands that are registered", () => {
  assert.deepEqual(contributes.commands.map((each) => each.command).sort(), Object.values(COMMANDS).sort());
});

test("no command has the name of one that the language client registers for the server", () => {
  const own: readonly string[] = Object.values(COMMANDS);
  assert.deepEqual(SERVER_COMMANDS.filter((command) => own.includes(command)), []);
});

test("in a workspace that is not trusted only the log is offered", () => {
  const offered = new Map(contributes.menus["commandPalette"]?.map(({ command, when }) => [command, when]));
  for (const command of Object.values(COMMANDS)) {
    if (command !== COMMANDS.showLog) assert.match(offered.get(command) ?? "", /isWorkspaceTrusted|^false$/, command);
  }
  for (const item of Object.values(contributes.menus).flat()) assert.match(item.when, /isWorkspaceTrusted|^false$/, item.command);
});

test("pictures and pages of the walkthrough are there, and its links lead to commands", () => {
  const text = JSON.stringify(contributes.walkthroughs);
  for (const [, file = ""] of text.matchAll(/"(?:image|markdown)":"([^"]+)"/g)) assert.ok(existsSync(path.join(root, file)), file);
  const known: readonly string[] = [...Object.values(COMMANDS), `${SERVICES_VIEW}.focus`];
  for (const [, command = ""] of text.matchAll(/\(command:([^)]+)\)/g)) assert.ok(known.includes(command), command);
});

test("the README's table holds every command", () => {
  const readme = readFileSync(path.join(root, "README.md"), "utf8");
  for (const { category, title } of contributes.commands) assert.ok(readme.includes(`| ${category}: ${title} |`), title);
});

test("the README's table holds every setting", () => {
  const readme = readFileSync(path.join(root, "README.md"), "utf8");
  const settings = Object.keys(contributes.configuration.properties);
  assert.ok(settings.includes(COMMAND_SETTING));
  for (const setting of settings) assert.ok(readme.includes(`| \`${setting}\` |`), setting);
});

test("regular expressions of the language configurations compile", () => {
  for (const { configuration } of contributes.languages) {
    assert.ok(existsSync(path.join(root, configuration)));
    for (const pattern of patterns(read(configuration))) assert.doesNotThrow(() => new RegExp(pattern), pattern);
  }
});

/** Values of the keys that hold regular expressions, at any depth. */
function patterns(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === "string" && /Pattern$|Text$|^start$|^end$/.test(key) && key !== "appendText" ? [inner] : patterns(inner),
  );
}
