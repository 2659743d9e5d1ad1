// A .proto file as one types: errors come and go, the outline lists symbols, a hover shows declaration and comment.
import assert from 'node:assert/strict';
import { scenario } from './harness/scenario.mjs';

const FILE = 'protos/shop/v1/orders.proto';

// Each faulty line has one fault, and stands beside its corrected form.
const FAULTS = [
  { wrong: '  string carrier = 1', right: '  string carrier = 1;' },
  { wrong: '  int32 grams = ;', right: '  int32 grams = 2;' },
  { wrong: '  strnig label = 3;', right: '  string label = 3;' },
];

scenario('proto', async (workbench, step) => {
  const editor = await workbench.open(FILE);
  await workbench.language('Protocol Buffers');
  await workbench.openOutline();
  for (const symbol of ['Orders', 'Place', 'OrderStatus']) await workbench.outlineSymbol(symbol);
  await workbench.picture('proto-outline');
  step('the outline lists services, methods, enums');

  await editor.goTo(workbench.lineOf(FILE, 'rpc Place('));
  const hover = await editor.hover('PlaceRequest', /message PlaceRequest/);
  const comment = workbench.commentAbove(FILE, 'message PlaceRequest {');
  assert.ok(hover.includes(comment), `no comment in the hover: ${hover}`);
  await workbench.picture('proto-hover');
  step('a hover shows declaration and comment');

  const last = workbench.readFile(FILE).split('\n').length;
  await editor.addAfter(last, ['message Parcel {', ...FAULTS.map((fault) => fault.wrong), '}', ''].join('\n'));
  await workbench.errors(FAULTS.length); // these and no others
  await editor.squiggleUnder('strnig');
  await editor.squiggles(FAULTS.length);
  await editor.hover('strnig', /strnig/);
  await workbench.picture('proto-errors');
  step('each fault is one error');

  const misspelt = last + 1 + FAULTS.length;
  const fix = await editor.quickFix(misspelt, 5, 'Change to `string`');
  await workbench.picture('proto-quick-fix');
  await fix.click();
  await editor.waitForLine(FAULTS.at(-1).right);
  await workbench.errors(FAULTS.length - 1);
  step('a quick fix mends a fault');

  for (const [index, fault] of FAULTS.slice(0, -1).entries()) {
    await editor.setLine(last + 2 + index, fault.right);
    await workbench.errors(FAULTS.length - index - 2);
  }
  await editor.noSquiggles();
  await workbench.goToSymbol('Parcel');
  step('gone when fixed');

  assert.deepEqual(await workbench.messages(), []);
});
