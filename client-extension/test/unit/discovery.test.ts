import assert from "node:assert/strict";
import { test } from "node:test";

import { discover, type Surroundings } from "../../src/server/discovery";
import { installCommand, notFoundMessage } from "../../src/server/messages";

/** A machine with nothing on it, except what a test puts there. */
function machine(has: Partial<Surroundings> = {}): Surroundings {
  return {
    configured: () => undefined,
    interpreter: () => Promise.resolve({ reason: "is not selected" }),
    probe: () => Promise.resolve({ reason: "has no package protowright" }),
    findProgram: () => Promise.resolve(undefined),
    isProgram: () => Promise.resolve(false),
    ...has,
  };
}

const onPath = { findProgram: (name: string) => Promise.resolve(`/usr/bin/${name}`) };
const python = { interpreter: () => Promise.resolve({ path: "/venv/bin/python" }) };
const hasPackage = { probe: () => Promise.resolve({ version: "0.1.0" }) };

test("the setting comes before everything else", async () => {
  const configured = () => ({ program: "/x/python", args: ["-m", "protowright"] });
  const result = await discover(machine({ configured, isProgram: () => Promise.resolve(true), ...onPath, ...python, ...hasPackage }));
  assert.deepEqual(result, { found: true, source: "setting", command: { program: "/x/python", args: ["-m", "protowright"] }, attempts: [] });
});

test("a bare name in the setting is searched on PATH", async () => {
  const result = await discover(machine({ configured: () => ({ program: "pw", args: [] }), ...onPath }));
  assert.equal(result.found && result.command.program, "/usr/bin/pw");
});

test("a wrong setting is an error, also when there is a server elsewhere", async () => {
  const result = await discover(machine({ configured: () => ({ program: "/x/none", args: [] }), ...onPath, ...python, ...hasPackage }));
  assert.equal(result.found, false);
  assert.match(notFoundMessage(result.attempts), /\/x\/none, named by the setting protowright\.server\.command, is not a program/);
});

test("the Python environment comes before PATH, if it has the package", async () => {
  const result = await discover(machine({ ...onPath, ...python, ...hasPackage }));
  assert.equal(result.found && result.source, "environment");
  assert.deepEqual(result.found && result.command, { program: "/venv/bin/python", args: ["-m", "protowright"] });
});

test("PATH comes after an environment without the package", async () => {
  const result = await discover(machine({ ...onPath, ...python }));
  assert.deepEqual(result.found && [result.source, result.command], ["path", { program: "/usr/bin/protowright", args: [] }]);
});

test("without a server, the message says what was tried and what to install", async () => {
  const result = await discover(machine(python));
  assert.ok(!result.found);
  const message = notFoundMessage(result.attempts);
  assert.match(message, /the setting protowright\.server\.command is empty;/);
  assert.match(message, /the Python environment \/venv\/bin\/python has no package protowright;/);
  assert.match(message, /“protowright” on PATH was not found\./);
  for (const tool of ["pip", "uv tool", "pipx"]) assert.ok(message.includes(`“${tool} install protowright”`));
  assert.ok(message.length < 1000, "editors cut messages at 1000 characters");
  assert.equal(installCommand(result), "/venv/bin/python -m pip install protowright");
});

test("without an environment, the install command is the plain one", async () => {
  assert.equal(installCommand(await discover(machine())), "pip install protowright");
});
