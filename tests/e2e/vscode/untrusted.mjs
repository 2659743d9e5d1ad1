// A workspace that is not trusted: colours and an explanation, no server, and nothing that runs.
import assert from 'node:assert/strict';
import { scenario } from './harness/scenario.mjs';

const REQUESTS = 'requests/shop.grpc';

scenario(
  'untrusted',
  async (workbench, step) => {
    const requests = await workbench.open(REQUESTS);
    await requests.colouredApart('GRPC', 'userId', 'first-order');
    await workbench.picture('untrusted');
    step('files are coloured');

    await workbench.statusBar('Restricted Mode');
    await workbench.view('protowright', 'Services');
    await workbench.page.locator('.welcome-view-content:visible', { hasText: 'Restricted Mode' }).first().waitFor();
    await workbench.picture('untrusted-services');
    step('the view says why it is empty');

    assert.equal(await workbench.hasCommand('Protowright: Run Request at Cursor'), false);
    assert.equal(await workbench.hasCommand('Protowright: Show Log'), true);
    assert.equal(await requests.lenses(), 0);
    await requests.focus();
    await workbench.page.keyboard.press('Control+Alt+r');
    await workbench.message('In Restricted Mode no request is run');
    await workbench.picture('untrusted-run');
    step('no request can be run');

    await workbench.trust();
    await requests.lensAbove(workbench.lineOf(REQUESTS, '/Place'), '▶ Run');
    await workbench.picture('untrusted-then-trusted');
    step('trust starts the server');
  },
  { trust: false },
);
