// Takes the pictures of the extension's walkthrough, then opens the walkthrough. When what is drawn has changed, copy
// .cache/screenshots/walkthrough-*.png into client-extension/walkthrough/, without the prefix.
import assert from 'node:assert/strict';
import { scenario } from './harness/scenario.mjs';

const PROTO = 'protos/user/user.proto';
const REQUESTS = 'requests/shop.grpc';
const SETTINGS = {
  'breadcrumbs.enabled': false,
  'editor.fontSize': 13,
  'editor.scrollbar.horizontal': 'hidden',
  'editor.scrollbar.vertical': 'hidden',
  'workbench.activityBar.location': 'hidden',
  'workbench.editor.showTabs': 'none',
};

/** Where the end of the .proto file is drawn. */
const BELOW = { y: 300, height: 230 };

/** A picture of a part of the window, which is small enough to be read in the walkthrough. */
async function part(workbench, name, clip) {
  const file = (await workbench.picture('walkthrough')).replace(/\.png$/, `-${name}.png`);
  await workbench.page.screenshot({ path: file, clip: { x: 6, y: 40, width: 760, height: 400, ...clip } });
}

async function proto(workbench, step) {
  const names = { $shared: { shop: 'grpc://127.0.0.1:50051' }, dev: {}, staging: {}, production: {} };
  workbench.writeFile('requests/http-client.env.json', JSON.stringify(names));
  const user = await workbench.open(PROTO);
  await workbench.command('View: Close Primary Side Bar');
  const last = workbench.readFile(PROTO).trimEnd().split('\n').length;
  await user.addAfter(last, '\nmessage Invoice {\n  ');
  await user.type('Mone');
  await user.completions('Money');
  await part(workbench, 'proto', BELOW);
  await user.accept('Money');
  await user.type(' total = 1;\n  strnig buyer = 2;\n}');
  await user.squiggleUnder('strnig');
  await user.hover('strnig', /unresolved-type/);
  await part(workbench, 'check', BELOW);
  step('a .proto file');
}

async function requests(workbench, step) {
  const file = await workbench.openAnother(REQUESTS);
  const body = workbench.lineOf(REQUESTS, '"sku"');
  await file.scrollTo(workbench.lineOf(REQUESTS, '@buyer'));
  await part(workbench, 'request');
  const response = workbench.editor('requests/shop.place.grpc-response');
  await file.clickLens(workbench.lineOf(REQUESTS, '/Place'), '▶ Run', () => response.waitForLine('GRPC 0 - OK'));
  await file.goTo(body);
  await file.scrollTo(workbench.lineOf(REQUESTS, '@buyer'));
  await workbench.settle();
  await part(workbench, 'run', { width: 1260, height: 480 });
  step('a request and its response');
}

async function environments(workbench, step) {
  await workbench.command('Protowright: Select Environment');
  await workbench.page.locator('.quick-input-widget .monaco-list-row', { hasText: 'staging' }).first().waitFor();
  await part(workbench, 'environment', { x: 300, y: 0, width: 680, height: 190 });
  await workbench.pick('staging');
  await workbench.statusBar('staging');
  step('environments');
}

async function walkthrough(workbench, step) {
  await workbench.command('View: Join All Editor Groups');
  await workbench.command('Welcome: Open Walkthrough...');
  await workbench.pick('Get started with Protowright');
  const page = workbench.page.locator('.gettingStartedContainer');
  await page.locator('.step-title', { hasText: 'Write a .proto file' }).first().waitFor();
  await workbench.settle();
  await workbench.picture('walkthrough');
  for (const title of ['Run it', 'The same in CI']) {
    await page.locator('.step-title', { hasText: title }).first().click();
    await workbench.settle();
    await workbench.picture(`walkthrough-${title.toLowerCase().replaceAll(' ', '-')}`);
  }
  step('the walkthrough');
}

scenario(
  'walkthrough',
  async (workbench, step) => {
    await proto(workbench, step);
    await requests(workbench, step);
    await environments(workbench, step);
    await walkthrough(workbench, step);
    assert.deepEqual(await workbench.messages(), []);
  },
  { settings: SETTINGS },
);
