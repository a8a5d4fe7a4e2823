import type { DerivationContext } from "../../model/estate.ts";
import {
  scalarNode,
  type CollectionNode,
  type ObjectNode,
  type UnknownCode,
  type ValueNode,
} from "../../model/value.ts";
import type { ProfileFolder } from "../../readers/profile/profile.ts";
import { asCollection, asScalar, codeOf, collectionNode, fieldOf, objectNode, objectsOf } from "../aws/nodes.ts";

/** The rules of all devices that watch a declared folder. */
export function rulesOfFolder(context: DerivationContext): CollectionNode {
  const { resource } = context;
  const path = asScalar(context.value("path")).value;
  const [fleet] = context.forward("fleet").items;
  if (fleet === undefined || typeof path !== "string") return collectionNode(["U4"], [], resource.origin);
  const devices = context.reverse("device", "fleet", fleet);
  const lists = devices.items.map((device) => asCollection(context.valueOf(device, "watched_paths")));
  return collectionNode(
    [devices.code, ...lists.map(({ code }) => code)],
    lists.flatMap((list) => rulesFor(path, list)),
    resource.origin,
  );
}

/** The declared folders that lie on each device, as far as they can lie on this one, with the rules that watch them. */
export function localFolders(context: DerivationContext): CollectionNode {
  const { profile } = context;
  const origin = `${profile.name ?? "profile"}#/sensitive_folders`;
  if (profile.sensitiveFolders === null) return collectionNode(["U7"], [], origin);
  const platform = asScalar(context.value("platform"));
  const watched = asCollection(context.value("watched_paths"));
  const codes: (UnknownCode | null)[] = [];
  const items = profile.sensitiveFolders.flatMap((folder): readonly ObjectNode[] => {
    if (folder.place !== "device") return [];
    const own = platformOf(folder);
    if (own !== platform.value && codeOf(platform) === null) return [];
    if (codeOf(platform) !== null) {
      codes.push(codeOf(platform));
      return [];
    }
    return [
      objectNode({
        path: scalarNode(folder.path, folder.origin),
        path_class: scalarNode(folder.class, folder.origin),
        rules: collectionNode([watched.code], rulesFor(folder.path, watched), watched.origin),
      }),
    ];
  });
  return collectionNode(codes, items, origin);
}

const ruleFields = ["active", "alert_targets", "last_alert_at", "last_tested_at"] as const;

function rulesFor(folder: string, watched: CollectionNode): readonly ObjectNode[] {
  return objectsOf(watched)
    .filter((rule) => {
      const path = asScalar(fieldOf(rule, "path")).value;
      return typeof path === "string" && isWatchedBy(folder, path);
    })
    .map((rule) =>
      objectNode(Object.fromEntries(ruleFields.map((name): [string, ValueNode] => [name, fieldOf(rule, name)]))),
    );
}

/** A path with a drive, a variable or backslashes is one of Windows. */
function platformOf({ path }: ProfileFolder): "windows" | "macos" {
  return /^[A-Za-z]:|\\|^%/u.test(path) ? "windows" : "macos";
}

/**
 * Tells whether a rule for a path watches a folder: the path is the folder, or one above it. A component `*` of the rule
 * stands for any; letter case and the kind of slash do not count.
 */
export function isWatchedBy(folder: string, rule: string): boolean {
  const [inner, outer] = [partsOf(folder), partsOf(rule)];
  return outer.length <= inner.length && outer.every((part, index) => part === "*" || part === inner[index]);
}

function partsOf(path: string): readonly string[] {
  const parts = path
    .replaceAll("\\", "/")
    .toLowerCase()
    .split("/")
    .filter((part) => part !== "");
  // `C:\data\*` watches what lies in C:\data.
  while (parts.at(-1) === "*") parts.pop();
  return parts;
}
