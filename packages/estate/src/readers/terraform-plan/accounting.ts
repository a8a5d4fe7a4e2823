import type { ReadDocument } from "../../model/estate.ts";
import type { TypeFinder } from "./held.ts";

/** Counts the resources of a document by what becomes of them. */
export interface Counts {
  /** Counts one resource; of a type that is not supported it is counted by name, data sources apart. */
  add(type: string, isData: boolean, isReadable: boolean): void;
  /** How many of a supported type could not be read. */
  unread(): number;
  accounting(): ReadDocument["accounting"];
}

/** Creates counts of zero. */
export function createCounts(find: TypeFinder): Counts {
  let [read, unread, unsupported] = [0, 0, 0];
  const byType = new Map<string, number>();
  return {
    add(type, isData, isReadable) {
      if (find(type) === undefined) {
        const name = isData ? `data.${type}` : type;
        byType.set(name, (byType.get(name) ?? 0) + 1);
        unsupported += 1;
      } else if (isReadable) read += 1;
      else unread += 1;
    },
    unread: () => unread,
    accounting: () => ({
      resources: read + unread + unsupported,
      read,
      unsupported,
      unread,
      types: Object.fromEntries([...byType].sort(([a], [b]) => (a < b ? -1 : 1))),
    }),
  };
}
