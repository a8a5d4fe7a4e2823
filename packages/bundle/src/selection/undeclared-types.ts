import { isMisspelt, typeOfDeclaration, type ResourceType, type TypeDeclaration } from "@sekisho/estate";
import { GraphQLError, Kind, type FieldNode, type SelectionSetNode } from "./graphql.ts";

import type { Checked } from "../problem.ts";
import { failed, type ParsedSelection } from "./compile-selection.ts";

type Attributes = TypeDeclaration["attributes"];
type Attribute = Attributes[string];

/** What selections name of a type that nothing declares. */
interface Draft {
  readonly attributes: Record<string, Attribute>;
  readonly links: Record<string, string[]>;
}

/** Types beside the given ones, and what stands for their declarations. */
export interface UndeclaredTypes {
  readonly declarations: readonly TypeDeclaration[];
  /** The given types, and these. */
  readonly types: readonly ResourceType[];
}

const typeName = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/u;

/**
 * Gathers what selections name of resource types that nothing declares: scalars, blocks and lists (`x { items { y } }`) and
 * links by reference (`x_link { items { ... on aws_y { z } } }`, `aws_x_by_y`). A name that differs from a known one by a letter
 * or two is taken for misspelt, and so is one that begins with `aws_` and that no version of the provider has.
 *
 * @param awsNames - The names of the AWS provider's resource types.
 */
export function findUndeclaredTypes(
  selections: readonly ParsedSelection[],
  types: readonly ResourceType[],
  awsNames: () => ReadonlySet<string>,
): Checked<UndeclaredTypes> {
  const drafts = new Map<string, Draft>();
  const known = new Map(types.map((type) => [type.type, type]));
  const names = [...known.keys()];

  function isUndeclared(name: string): boolean {
    if (drafts.has(name)) return true;
    if (known.has(name) || !typeName.test(name)) return false;
    return name.startsWith("aws_") ? awsNames().has(name) : !isMisspelt(name, names);
  }
  function draftOf(name: string): Draft {
    let draft = drafts.get(name);
    if (draft === undefined) drafts.set(name, (draft = { attributes: {}, links: {} }));
    return draft;
  }
  function walk(set: SelectionSetNode, type: string | null): void {
    for (const selection of set.selections) {
      // What other policies select is gathered with them.
      if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const named = selection.typeCondition?.name.value ?? type;
        if (named !== null && isUndeclared(named)) draftOf(named);
        walk(selection.selectionSet, named);
      } else if (type !== null) field(selection, type);
    }
  }
  function field(node: FieldNode, type: string): void {
    const name = node.name.value;
    const declared = known.get(type);
    const isAttribute = declared !== undefined && Object.hasOwn(declared.attributes, name);
    if (isAttribute || name === "running") return;
    const link = /^(.+)_link$/u.exec(name)?.[1];
    const reverse = reverseOf(name);
    if (link !== undefined && node.selectionSet !== undefined) forward(node, type, link);
    else if (reverse !== null) {
      if (isUndeclared(reverse.type)) addLink(draftOf(reverse.type), reverse.attribute, [type]);
      for (const set of itemsOf(node)) walk(set, reverse.type);
    } else if (declared === undefined && drafts.has(type)) addAttribute(draftOf(type).attributes, node);
  }
  function forward(node: FieldNode, type: string, attribute: string): void {
    const declared = known.get(type);
    const isPlace = attribute === "account" || attribute === "region";
    const targets = isPlace ? [attribute] : declared?.links[attribute]?.types;
    const sets = itemsOf(node);
    for (const set of sets) walk(set, targets?.length === 1 ? (targets[0] ?? null) : null);
    if (declared !== undefined || isPlace || !drafts.has(type)) return;
    const named = sets.flatMap(({ selections }) =>
      selections.flatMap((one) => (one.kind === Kind.INLINE_FRAGMENT ? (one.typeCondition?.name.value ?? []) : [])),
    );
    if (named.length === 0) throw withoutTarget(node, type);
    addLink(draftOf(type), attribute, named);
  }
  /** Splits `aws_x_by_y`; null where no type can be meant. */
  function reverseOf(name: string): { readonly type: string; readonly attribute: string } | null {
    for (let at = name.indexOf("_by_"); at > 0; at = name.indexOf("_by_", at + 1)) {
      const type = name.slice(0, at);
      if (known.has(type) || isUndeclared(type)) return { type, attribute: name.slice(at + "_by_".length) };
    }
    return null;
  }

  for (const { file, document } of selections) {
    try {
      for (const operation of document.definitions) {
        if (operation.kind !== Kind.OPERATION_DEFINITION) continue;
        for (const root of operation.selectionSet.selections) {
          if (root.kind !== Kind.FIELD || root.selectionSet === undefined) continue;
          const type = root.name.value;
          if (isUndeclared(type)) draftOf(type);
          walk(root.selectionSet, type);
        }
      }
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      return failed([error], file);
    }
  }
  const declarations = [...drafts].sort(([a], [b]) => (a < b ? -1 : 1)).map(declarationOf);
  return { ok: true, value: { declarations, types: withDeclared(types, declarations) } };
}

/** Adds to the given types what declarations say; without any the list itself is given back. */
function withDeclared(
  types: readonly ResourceType[],
  declarations: readonly TypeDeclaration[],
): readonly ResourceType[] {
  return declarations.length === 0 ? types : [...types, ...declarations.map(typeOfDeclaration)];
}

function declarationOf([type, { attributes, links }]: readonly [string, Draft]): TypeDeclaration {
  return {
    schema: "sekisho.resource-type/v1",
    type,
    undeclared: true,
    attributes: sorted(attributes),
    links: sorted(Object.fromEntries(Object.entries(links).map(([name, to]) => [name, { to: [...to].sort() }]))),
  };
}

function sorted<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function addLink(draft: Draft, attribute: string, targets: readonly string[]): void {
  draft.attributes[attribute] ??= { kind: "untyped" };
  draft.links[attribute] = [...new Set([...(draft.links[attribute] ?? []), ...targets])];
}

/** One selection may name of a block what another does not; where one takes it for a scalar, its own check tells. */
function addAttribute(attributes: Record<string, Attribute>, node: FieldNode): void {
  const name = node.name.value;
  const before = attributes[name];
  const sets = itemsOf(node);
  const hasItems = sets.length > 0 || hasBareItems(node);
  if (!hasItems) {
    attributes[name] = before ?? { kind: "untyped" };
  } else if (sets.length === 0) {
    attributes[name] = before === undefined || before.kind === "untyped" ? { kind: "list", of: "untyped" } : before;
  } else {
    const fields: Record<string, Attribute> = { ...(before?.attributes ?? {}) };
    for (const { selections } of sets) {
      for (const inner of selections) if (inner.kind === Kind.FIELD) addAttribute(fields, inner);
    }
    attributes[name] = { kind: "list", attributes: sorted(fields) };
  }
}

/** The selection sets below `items`, which may stand there more than once. */
function itemsOf(node: FieldNode): readonly SelectionSetNode[] {
  return (node.selectionSet?.selections ?? []).flatMap((inner) =>
    inner.kind === Kind.FIELD && inner.name.value === "items" ? (inner.selectionSet ?? []) : [],
  );
}

function hasBareItems(node: FieldNode): boolean {
  return (node.selectionSet?.selections ?? []).some(
    (inner) => inner.kind === Kind.FIELD && inner.name.value === "items",
  );
}

function withoutTarget(node: FieldNode, type: string): GraphQLError {
  const message = `Nothing declares ${type}, so the selection says where the link leads: ${node.name.value} { items { ... on aws_kms_key { is_enabled } } }.`;
  return new GraphQLError(message, { nodes: node });
}
