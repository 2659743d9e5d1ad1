/** What the editor hides by `files.exclude`: the server does not search it. */

/** Full name of the editor's setting. */
export const HIDDEN_FILES_SETTING = "files.exclude";

/** A workspace folder by its URI, with the value of the setting there. */
export interface HidingFolder {
  readonly uri: string;
  readonly value: unknown;
}

/** What goes beside the settings of the server: they are no settings, so they must not be among them. */
export interface BesideSettings {
  readonly editor: { readonly filesExclude: Readonly<Record<string, readonly string[]>> };
}

/** The globs of each folder in the form the server reads. */
export function besideSettings(folders: readonly HidingFolder[]): BesideSettings {
  return { editor: { filesExclude: Object.fromEntries(folders.map(({ uri, value }) => [uri, globsIn(value)])) } };
}

/** The globs that count: the value of one that depends on other files (`when`) is no `true`. */
function globsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([glob, hides]: [string, unknown]) => (hides === true ? [glob] : []));
}

/** Adds the same to the settings in the answers to `workspace/configuration`, of which each is about one section. */
export function withBesideSettings(
  sections: readonly (string | undefined)[],
  answers: readonly unknown[],
  own: string,
  beside: BesideSettings,
): unknown[] {
  return answers.map((answer, index) => (sections[index] === own ? { ...(answer as object | null), ...beside } : answer));
}
