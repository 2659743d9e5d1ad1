// What git ignores and what the editor hides is not searched, and a change of either counts without a restart.
import fs from 'node:fs';

import { scenario } from './harness/scenario.mjs';

const REQUESTS = 'requests/shop.grpc';
const SERVICES = 6;
const PATIENCE_SECONDS = 20;

/** Waits until the view counts so many services of the workspace. */
async function counted(workbench, tree, count) {
  for (const end = Date.now() + PATIENCE_SECONDS * 1000; ; await workbench.page.waitForTimeout(300)) {
    await workbench.command('Protowright: Refresh Services');
    const rows = await tree.texts();
    if (rows.some((row) => row.replace(/\s/g, '').startsWith(`Workspace${count}service`))) return;
    if (Date.now() > end) throw new Error(`not ${count} services in ${JSON.stringify(rows)}`);
  }
}

function hide(workbench, globs) {
  fs.mkdirSync(workbench.path('.vscode'), { recursive: true });
  workbench.writeFile('.vscode/settings.json', JSON.stringify({ 'files.exclude': globs }));
}

scenario('hidden', async (workbench, step) => {
  await workbench.open(REQUESTS);
  const tree = await workbench.view('protowright', 'Services');
  await counted(workbench, tree, SERVICES);

  hide(workbench, { '**/shop': true, 'protos/{chat,none}/**': true, '**/user': false });
  await counted(workbench, tree, SERVICES - 4);
  await workbench.picture('hidden-by-the-editor');
  step('what the editor hides is not searched');

  workbench.writeFile('.gitignore', '# made\nuser.proto\n');
  await counted(workbench, tree, SERVICES - 5);
  step('what git ignores is not searched');

  hide(workbench, {});
  await counted(workbench, tree, SERVICES - 1);
  workbench.writeFile('.gitignore', '');
  await counted(workbench, tree, SERVICES);
  step('all is found again');
});
