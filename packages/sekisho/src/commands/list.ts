import { sheets } from "@sekisho/catalog";
import { SekishoError, typesWith } from "@sekisho/estate";
import { languages } from "@sekisho/report";
import { oneOf, parseCommand } from "../arguments.ts";
import type { CommandIo } from "../io.ts";
import { loadBundle } from "../load.ts";
import { ownTypesAt } from "../settings/load-settings.ts";

const lists = ["policies", "claims", "types", "sheets"] as const;

interface Item {
  readonly id: string;
  readonly columns: readonly string[];
  readonly data: object;
}

/** Lists policies, claims, resource types or sheets: one line an item, its id first, or the same as JSON. */
export async function listCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseCommand("list", argv, {
    format: { type: "string" },
    lang: { type: "string" },
    bundle: { type: "string" },
    settings: { type: "string" },
  });
  const [name, ...others] = positionals;
  if (name === undefined || others.length > 0) {
    throw new SekishoError("USAGE", `sekisho list needs one of: ${lists.join(", ")}.`);
  }
  const lang = oneOf("--lang", values.lang, languages, io.lang);
  const format = oneOf("--format", values.format, ["text", "json"], "text");
  const items = await itemsOf(oneOf("list", name, lists, "policies"), lang, values);
  const text =
    format === "json"
      ? `${JSON.stringify(
          items.map(({ data }) => data),
          null,
          2,
        )}\n`
      : items.map(({ id, columns }) => [id, ...columns].join("\t")).join("\n") + (items.length === 0 ? "" : "\n");
  await io.stdout(text);
  return 0;
}

async function itemsOf(
  name: (typeof lists)[number],
  lang: "ja" | "en",
  values: { readonly bundle?: string | undefined; readonly settings?: string | undefined },
): Promise<readonly Item[]> {
  switch (name) {
    case "policies": {
      const { bundle } = await loadBundle(values.bundle);
      return bundle.policies.map((policy) => ({
        id: policy.id,
        columns: [policy.severity, policy.title[lang]],
        data: {
          id: policy.id,
          severity: policy.severity,
          title: policy.title,
          subjects: Object.keys(policy.selection.roots),
          profile: policy.profile,
        },
      }));
    }
    case "claims":
      return sheets.flatMap((sheet) =>
        sheet.claims.map((claim) => ({
          id: claim.id,
          columns: [claim.mark, claim.wording[lang]],
          data: {
            id: claim.id,
            sheet: sheet.id,
            mark: claim.mark,
            kind: claim.kind,
            wording: claim.wording,
            source: claim.source,
          },
        })),
      );
    case "types": {
      return typesWith(await ownTypesAt(values.settings)).map(
        ({ type, aliases, attributes, sources: { config, api, cloudformation } }) => {
          const names = [config, api, cloudformation].filter((name) => name !== undefined);
          const sources = { config: config ?? null, api: api ?? null, cloudformation: cloudformation ?? null };
          return {
            id: type,
            columns: [names.join(" ")],
            data: { id: type, aliases, sources, attributes: Object.keys(attributes) },
          };
        },
      );
    }
    case "sheets":
      return sheets.map((sheet) => ({
        id: sheet.id,
        columns: [sheet.title[lang]],
        data: { id: sheet.id, version: sheet.version, title: sheet.title, claims: sheet.claims.length },
      }));
  }
}
