// Takes the picture of the README: lenses, an error as it is typed, and a response beside the request.
import assert from 'node:assert/strict';
import { scenario } from './harness/scenario.mjs';

const REQUESTS = 'requests/shop.grpc';
const SETTINGS = {
  'editor.fontSize': 13,
  'editor.scrollbar.horizontal': 'hidden',
  'editor.scrollbar.vertical': 'hidden',
  'workbench.activityBar.location': 'hidden',
};

async function takePicture(workbench, step) {
  const requests = await workbench.open(REQUESTS);
  await workbench.command('View: Close Primary Side Bar');
  const response = workbench.editor('requests/shop.place.grpc-response');
  await requests.clickLens(workbench.lineOf(REQUESTS, '/Place'), '▶ Run', () => response.waitForLine('GRPC 0 - OK'));
  step('the response is beside');

  const field = workbench.lineOf(REQUESTS, '"sku"');
  const text = workbench.readFile(REQUESTS).split('\n')[field - 1];
  await requests.setLine(field, text.replace('"quantity"', '"quantty"'));
  await requests.squiggleUnder('quantty');
  await requests.scrollTo(workbench.lineOf(REQUESTS, '@buyer'));
  step('the error is underlined');

  assert.deepEqual(await workbench.messages(), []);
  await workbench.settle();
  await workbench.picture('readme');
  step('picture taken');
}

scenario('readme', takePicture, { settings: SETTINGS });
