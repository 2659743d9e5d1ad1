// No server is installed: a message says what was tried and what to install.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { scenario } from './harness/scenario.mjs';

const withoutServer = process.env.PATH.split(':').filter((folder) => !fs.existsSync(path.join(folder, 'protowright')));

scenario(
  'no-server',
  async (workbench, step) => {
    await workbench.open('requests/shop.grpc');
    const message = await workbench.message('pip install protowright');
    assert.match(message, /PATH/);
    assert.match(message, /Copy install command/);
    await workbench.picture('no-server');
    step('the message says what to install');
  },
  { settings: { 'protowright.server.command': undefined }, env: { PATH: withoutServer.join(':') } },
);
