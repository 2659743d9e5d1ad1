/** Where the files of a service definition go. Knows no editor. */

import type { DefinitionFile } from "../contract";

/** The folders and the name that a file has below the chosen folder; undefined when its name leads anywhere else. */
export function segmentsOf(file: DefinitionFile): readonly string[] | undefined {
  const segments = file.name.split("/");
  // The names come from the server that was asked: one such as `../../.profile` must not leave the folder.
  const isPlain = (segment: string) => segment !== "" && segment !== "." && segment !== ".." && !/[\\:\0]/.test(segment);
  return segments.every(isPlain) ? segments : undefined;
}
