// VS Code as code-server serves it, on a free loopback port, with one extension installed from its VSIX.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeServerEntry, codeServerNode } from './environment.mjs';
import { createProfile } from './profile.mjs';

const START_SECONDS = 30;
const STOP_SECONDS = 5;
const SERVE_OPTIONS = [
  '--auth=none',
  '--disable-getting-started-override',
  '--disable-telemetry',
  '--disable-update-check',
];
const TRUST_OPTION = '--disable-workspace-trust'; // the workspace is trusted, and nothing asks whether it is

/** @returns {Promise<number>} a port of the loopback interface that is free now */
function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** @returns {Promise<boolean>} whether something answers on the port */
function answers(port) {
  return new Promise((resolve) => {
    const request = http.get({ host: '127.0.0.1', port, path: '/healthz' }, (response) => {
      response.resume();
      resolve(true);
    });
    request.on('error', () => resolve(false));
  });
}

async function waitUntilUp(child, port, log) {
  const end = Date.now() + START_SECONDS * 1000;
  while (!(await answers(port))) {
    if (child.exitCode !== null || Date.now() > end) {
      throw new Error(`code-server did not start:\n${fs.readFileSync(log, 'utf8')}`);
    }
    await sleep(50);
  }
}

/** Ends the whole process group: code-server, its extension host, and the language server that one started. */
function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error; // the group is gone already
  }
}

function installExtension(vsix, profile, env) {
  const options = ['--install-extension', vsix, '--force'];
  execFileSync(codeServerNode(), [codeServerEntry(), ...profile.options, ...options], { env, stdio: 'pipe' });
}

/** Starts the process, the first of a process group of its own; what it prints goes into the file `log`. */
function spawnServer(port, profile, env, log, trust) {
  const output = fs.openSync(log, 'w');
  const options = ['--bind-addr', `127.0.0.1:${port}`, ...SERVE_OPTIONS, ...(trust ? [TRUST_OPTION] : [])];
  const command = [codeServerEntry(), ...profile.options, ...options];
  return spawn(codeServerNode(), command, { env, stdio: ['ignore', output, output], detached: true });
}

/** Answers a function that stops the server; whatever ends this process before stops it as well. */
function stopper(child, profile) {
  const end = () => {
    signalGroup(child, 'SIGKILL');
    profile.remove();
  };
  process.on('exit', end);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
  return async () => {
    const gone = new Promise((resolve) => child.on('exit', resolve));
    signalGroup(child, 'SIGTERM');
    await Promise.race([gone, sleep(STOP_SECONDS * 1000, undefined, { ref: false })]);
    end();
    process.off('exit', end);
  };
}

/**
 * Starts code-server.
 * @param {{vsix: string, settings?: object, env?: object, trust?: boolean}} what the extension, settings, environment
 *   variables, and whether every workspace is trusted
 * @returns {Promise<{port: number, logs: string, stop: () => Promise<void>}>} `logs` is the folder of VS Code's logs
 */
export async function startCodeServer({ vsix, settings = {}, env = {}, trust = true }) {
  const profile = createProfile(settings);
  const environment = { ...process.env, HOME: profile.root, EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...env };
  installExtension(vsix, profile, environment);
  const port = await freePort();
  const log = path.join(profile.root, 'code-server.log');
  const child = spawnServer(port, profile, environment, log, trust);
  const stop = stopper(child, profile);
  await waitUntilUp(child, port, log);
  return { port, logs: path.join(profile.userData, 'logs'), stop };
}
