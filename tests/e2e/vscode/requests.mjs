// A request file as one types: lenses, errors, completion.
import assert from 'node:assert/strict';
import { scenario } from './harness/scenario.mjs';

const LENS = '▶ Run';
const REQUEST_LINE = /^GRPC\s/;

const TYPED = [
  '### An unknown method',
  'GRPC {{shop}}/shop.v1.Orders/Plaec',
  '',
  '### An unknown field',
  'GRPC {{shop}}/shop.v1.Orders/Place',
  '{ "userIdentity": "42" }',
  '',
  '### To be completed',
  '',
];

scenario('requests', async (workbench, step) => {
  const editor = await workbench.open('requests/shop.grpc');
  const lines = workbench.readFile('requests/shop.grpc').split('\n');
  await workbench.language('gRPC Request');
  step('opened');

  let previous = 0;
  for (const [index, text] of lines.entries()) {
    if (!REQUEST_LINE.test(text)) continue;
    await editor.lensAbove(index + 1, LENS, previous);
    previous = index + 1;
  }
  assert.ok(previous > 0, 'the sample has no request');
  step('a lens above each request');

  await editor.addAfter(lines.length, TYPED.join('\n'));
  await workbench.errors(2); // these and no others
  for (const word of ['Plaec', 'userIdentity']) {
    await editor.squiggleUnder(word);
    await editor.hover(word, new RegExp(word));
  }
  await workbench.picture('requests-errors');
  step('an unknown method and an unknown field are underlined');

  await editor.setLine(lines.length + TYPED.length, '');
  await editor.type('GRPC {{shop}}/');
  await editor.completions('shop.v1.Orders');
  await workbench.picture('requests-completion');
  await editor.accept('shop.v1.Orders'); // with the slash that follows a service
  await editor.completions('Place', 'Watch');
  await editor.accept('Place');
  await editor.waitForRequest('{{shop}}/shop.v1.Orders/Place');
  step('services and methods are completed');
});
