// A fresh profile of VS Code in a temporary folder: its settings, its data, its extensions.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Nothing moves by itself, nothing asks, nothing looks for updates, and what is typed is what stands in the file. */
const QUIET_SETTINGS = {
  'chat.disableAIFeatures': true,
  'editor.autoClosingBrackets': 'never',
  'editor.autoClosingQuotes': 'never',
  'editor.autoIndent': 'none',
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.stickyScroll.enabled': false, // it draws lines a second time
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.colorTheme': 'Default Light Modern',
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/**
 * The folders of one profile, deleted by `remove`. The path is short, because code-server puts a Unix socket there.
 * The given settings are written as the machine's: of a setting whose scope is the machine, as the server's command is,
 * code-server reads the user's value or not, depending on whether the extension was known by then.
 */
export function createProfile(settings) {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'cs-'));
  const userData = path.join(root, 'data');
  const extensions = path.join(root, 'extensions');
  const config = path.join(root, 'config.yaml'); // without one, code-server writes it into the home folder
  fs.mkdirSync(extensions);
  fs.writeFileSync(config, 'auth: none\n');
  for (const [level, values] of [['User', QUIET_SETTINGS], ['Machine', settings]]) {
    fs.mkdirSync(path.join(userData, level), { recursive: true });
    fs.writeFileSync(path.join(userData, level, 'settings.json'), JSON.stringify(values));
  }
  const remove = () => fs.rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  const options = ['--config', config, '--user-data-dir', userData, '--extensions-dir', extensions];
  return { root, userData, options, remove };
}
