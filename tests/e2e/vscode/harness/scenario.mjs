// Runs one scenario: VS Code is started with the extension, the steps are done in its window, all is stopped.
// Exit status 0 when every step held, 1 otherwise, with the error, a picture and the server's log on the output.
import fs from 'node:fs';
import path from 'node:path';
import { openBrowser } from './browser.mjs';
import { startCodeServer } from './code-server.mjs';
import { protowrightPath, screenshotFolder, vsixPath, workspaceFolder } from './environment.mjs';
import { Workbench } from './workbench.mjs';

const LOG_LINES = 40;

/** Prints each step with its time in seconds since the start. */
function stopwatch() {
  const start = Date.now();
  return (label) => console.log(`${((Date.now() - start) / 1000).toFixed(1).padStart(6)} s  ${label}`);
}

/** The last lines of each log that carries the extension's name. */
function extensionLogs(folder) {
  const files = fs.readdirSync(folder, { recursive: true }).filter((file) => /protowright[^/]*\.log$/i.test(file));
  return files.map((file) => {
    const lines = fs.readFileSync(path.join(folder, file), 'utf8').trimEnd().split('\n');
    return `--- ${file}\n${lines.slice(-LOG_LINES).join('\n')}`;
  });
}

async function reportFailure(name, error, workbench, logs) {
  console.error(error.stack);
  const picture = await workbench.picture(`failure-${name}`).catch((reason) => `none: ${reason}`);
  console.error(`picture of the failure: ${picture}`);
  console.error('messages in the window:', await workbench.messages().catch((reason) => `unknown: ${reason}`));
  for (const log of extensionLogs(logs)) console.error(log);
}

/**
 * Runs the steps of a scenario in a fresh VS Code and ends the process.
 * @param {string} name of its pictures
 * @param {(workbench: Workbench, step: (label: string) => void) => Promise<void>} steps
 * @param {{settings?: object, env?: object, trust?: boolean}} options settings and environment variables of VS Code; by
 *   default the setting `protowright.server.command` names the server under test, and the workspace is trusted
 */
export async function scenario(name, steps, options = {}) {
  const step = stopwatch();
  fs.mkdirSync(screenshotFolder(), { recursive: true });
  const settings = { 'protowright.server.command': [protowrightPath()], ...options.settings };
  const server = await startCodeServer({ vsix: vsixPath(), settings, env: options.env, trust: options.trust });
  step('VS Code is up');
  const browser = await openBrowser();
  const workbench = new Workbench(browser.page, server.port, workspaceFolder());
  try {
    await steps(workbench, step);
  } catch (error) {
    process.exitCode = 1;
    await reportFailure(name, error, workbench, server.logs);
  } finally {
    await browser.close();
    await server.stop();
    step('stopped');
  }
  process.exit(process.exitCode ?? 0);
}
