import {
  graphqlSchema,
  SekishoError,
  type Attribute,
  type Attributes,
  type ResourceType,
  type Selection,
  type SelectionField,
  type SelectionTree,
} from "@sekisho/estate";
import {
  buildSchema,
  GraphQLError,
  Kind,
  OperationTypeNode,
  parse,
  Source,
  specifiedRules,
  validate,
  visit,
  type DefinitionNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "./graphql.ts";

import { problemsError, sortProblems, type Checked, type PolicyProblem } from "../problem.ts";

/** A selection that was parsed but not yet compared with the resource types. */
export interface ParsedSelection {
  readonly file: string;
  readonly document: DocumentNode;
}

/** A selection with what it takes over from other policies. */
export interface CompiledSelection {
  readonly selection: Selection;
  /** Names of the fragments that its own text spreads. */
  readonly spreads: readonly string[];
}

/** No honest selection has more tokens; a text that has is refused before it is read deeply. */
const maxTokens = 20_000;

const schemas = new WeakMap<readonly ResourceType[], GraphQLSchema>();

/**
 * Compiles one selection, written in GraphQL, to the form that is cut from an estate.
 *
 * @param policies - The selections of policies by id, whose root fields can be spread as fragments.
 * @throws SekishoError `SELECTION_INVALID` with file, line and column.
 * @example
 * ```ts
 * import { compileSelection } from "@sekisho/bundle";
 * import { resourceTypes } from "@sekisho/estate";
 *
 * const selection = compileSelection("{ aws_db_instance { storage_encrypted } }", resourceTypes);
 * ```
 */
export function compileSelection(
  text: string,
  types: readonly ResourceType[],
  options: { readonly file?: string; readonly policies?: Readonly<Record<string, string>> } = {},
): Selection {
  const parsed = new Map<string, ParsedSelection>();
  for (const [id, policyText] of Object.entries(options.policies ?? {})) {
    parsed.set(id, orThrow(parseSelection(policyText, `${id}.graphql`)));
  }
  const own = orThrow(parseSelection(text, options.file ?? "selection"));
  return orThrow(compileParsedSelection(own, types, selectionFragments(parsed))).selection;
}

/** Gives the value, or throws everything that stands in its way as one error. */
export function orThrow<Value>(checked: Checked<Value>): Value {
  if (checked.ok) return checked.value;
  throw problemsError("SELECTION_INVALID", "The selection cannot be used", checked.problems);
}

/** Parses the text of a selection. */
export function parseSelection(text: string, file: string): Checked<ParsedSelection> {
  try {
    return { ok: true, value: { file, document: parse(new Source(text, file), { maxTokens }) } };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { ok: false, problems: [toProblem("SELECTION_SYNTAX", error, file)] };
  }
}

/** Names the fragment by which a policy's root field is spread elsewhere: `waf_acl_effective__aws_wafv2_web_acl`. */
export function fragmentName(policy: string, type: string): string {
  return `${policy.replaceAll(".", "_")}__${type}`;
}

/** Makes every root field of the given policies a fragment. */
export function selectionFragments(
  selections: ReadonlyMap<string, ParsedSelection>,
): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const [id, { document }] of selections) {
    for (const operation of document.definitions) {
      if (operation.kind !== Kind.OPERATION_DEFINITION) continue;
      for (const root of operation.selectionSet.selections) {
        if (root.kind !== Kind.FIELD || root.selectionSet === undefined) continue;
        const name = fragmentName(id, root.name.value);
        fragments.set(name, {
          kind: Kind.FRAGMENT_DEFINITION,
          name: { ...root.name, value: name },
          typeCondition: { kind: Kind.NAMED_TYPE, name: root.name },
          selectionSet: root.selectionSet,
          ...(root.loc === undefined ? {} : { loc: root.loc }),
        });
      }
    }
  }
  return fragments;
}

/** Validates a parsed selection against the resource types and compiles it. */
export function compileParsedSelection(
  parsed: ParsedSelection,
  types: readonly ResourceType[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Checked<CompiledSelection> {
  const { document, spreads } = withFragments(parsed.document, fragments);
  const errors: GraphQLError[] = [...ownRules(parsed.document), ...validate(schemaOf(types), document, specifiedRules)];
  if (errors.length > 0) return failed(errors, parsed.file);

  const [operation] = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) {
    return failed([new GraphQLError("A selection is one query in braces; there is none.")], parsed.file);
  }
  const walk = createWalk(types, document);
  const roots: Record<string, SelectionTree> = {};
  for (const field of walk.fieldsOf(operation.selectionSet)) {
    const type = types.find((each) => each.type === field.name.value);
    if (type === undefined || field.selectionSet === undefined) continue;
    roots[type.type] = mergeTrees(
      roots[type.type] ?? [],
      walk.tree(field.selectionSet, { kind: "resource", resource: type }),
    );
  }
  return { ok: true, value: { selection: { roots }, spreads } };
}

function schemaOf(types: readonly ResourceType[]): GraphQLSchema {
  const known = schemas.get(types);
  if (known !== undefined) return known;
  const schema = buildSchema(graphqlSchema(types));
  schemas.set(types, schema);
  return schema;
}

/** Adds the fragments that are spread, directly or in one another. */
function withFragments(
  document: DocumentNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): { readonly document: DocumentNode; readonly spreads: readonly string[] } {
  const added = new Map<string, FragmentDefinitionNode>();
  const spreads = spreadsIn(document.definitions);
  const waiting = [...spreads];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const fragment = fragments.get(name);
    if (fragment === undefined || added.has(name)) continue;
    added.set(name, fragment);
    waiting.push(...spreadsIn([fragment]));
  }
  return {
    document: { ...document, definitions: [...document.definitions, ...added.values()] },
    spreads: [...new Set(spreads)].sort(),
  };
}

function spreadsIn(definitions: readonly DefinitionNode[]): string[] {
  const spreads: string[] = [];
  for (const definition of definitions) {
    visit(definition, {
      FragmentSpread: (node) => {
        spreads.push(node.name.value);
      },
    });
  }
  return spreads;
}

/** What GraphQL allows and a selection does not: names, directives, introspection, aliases that hide the shape. */
function ownRules(document: DocumentNode): readonly GraphQLError[] {
  const errors: GraphQLError[] = [];
  const operations: OperationDefinitionNode[] = [];
  visit(document, {
    OperationDefinition: (node) => {
      operations.push(node);
      if (node.operation !== OperationTypeNode.QUERY)
        errors.push(new GraphQLError("A selection only reads.", { nodes: node }));
      if (node.name !== undefined) errors.push(new GraphQLError("A selection has no name.", { nodes: node.name }));
      for (const root of node.selectionSet.selections) {
        if (root.kind !== Kind.FIELD || root.alias !== undefined) {
          errors.push(new GraphQLError("A root field is a resource type under its own name.", { nodes: root }));
        }
      }
    },
    FragmentDefinition: (node) => {
      const hint = "the fragments are the root fields of other policies (waf_acl_effective__aws_wafv2_web_acl)";
      errors.push(new GraphQLError(`A selection defines no fragments; ${hint}.`, { nodes: node }));
    },
    Directive: (node) => {
      errors.push(new GraphQLError("A selection has no directives.", { nodes: node }));
    },
    Field: (node) => {
      if (node.name.value.startsWith("__")) {
        errors.push(new GraphQLError(`"${node.name.value}" is no attribute.`, { nodes: node }));
      }
      if (node.alias !== undefined && (node.name.value === "items" || !/^[a-z][a-z0-9_]*$/u.test(node.alias.value))) {
        errors.push(
          new GraphQLError("An alias is in snake_case and never stands before items.", { nodes: node.alias }),
        );
      }
    },
  });
  for (const extra of operations.slice(1)) {
    errors.push(new GraphQLError("A selection is one query; put all root fields into it.", { nodes: extra }));
  }
  return errors;
}

type Owner =
  | { readonly kind: "resource"; readonly resource: ResourceType }
  | { readonly kind: "block"; readonly fields: Attributes };

function createWalk(
  types: readonly ResourceType[],
  document: DocumentNode,
): {
  readonly fieldsOf: (set: SelectionSetNode) => readonly FieldNode[];
  readonly tree: (set: SelectionSetNode, owner: Owner) => SelectionTree;
} {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of document.definitions) {
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
  }

  function inner(
    selection: Exclude<SelectionNode, FieldNode>,
  ): { readonly type: string | undefined; readonly set: SelectionSetNode } | undefined {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      return { type: selection.typeCondition?.name.value, set: selection.selectionSet };
    }
    const fragment = fragments.get(selection.name.value);
    return fragment === undefined ? undefined : { type: fragment.typeCondition.name.value, set: fragment.selectionSet };
  }

  function fieldsOf(set: SelectionSetNode): readonly FieldNode[] {
    return set.selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection];
      const found = inner(selection);
      return found === undefined ? [] : fieldsOf(found.set);
    });
  }

  function tree(set: SelectionSetNode, owner: Owner): SelectionTree {
    let fields: SelectionTree = [];
    for (const node of fieldsOf(set)) fields = mergeTrees(fields, [field(node, owner)]);
    return fields;
  }

  /** The tree below `items`, which may stand there more than once. */
  function items(node: FieldNode, owner: Owner): SelectionTree {
    return itemSets(node).reduce<SelectionTree>((merged, set) => mergeTrees(merged, tree(set, owner)), []);
  }

  function itemSets(node: FieldNode): readonly SelectionSetNode[] {
    if (node.selectionSet === undefined) return [];
    return fieldsOf(node.selectionSet).flatMap((each) => (each.selectionSet === undefined ? [] : [each.selectionSet]));
  }

  function field(node: FieldNode, owner: Owner): SelectionField {
    const name = node.name.value;
    const key = node.alias?.value ?? name;
    const attributes = owner.kind === "resource" ? owner.resource.attributes : owner.fields;
    const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (attribute !== undefined) return attributeField(node, key, name, attribute);
    if (owner.kind === "resource" && name !== "running") return linkField(node, key, name, owner.resource);
    return { kind: "scalar", key, name };
  }

  function attributeField(node: FieldNode, key: string, name: string, attribute: Attribute): SelectionField {
    switch (attribute.kind) {
      case "scalar":
      case "derivedScalar":
        return { kind: "scalar", key, name };
      case "scalars":
        return { kind: "scalars", key, name };
      case "objects":
      case "derived":
        return { kind: "objects", key, name, items: items(node, { kind: "block", fields: attribute.fields }) };
    }
  }

  function linkField(node: FieldNode, key: string, name: string, resource: ResourceType): SelectionField {
    if (name.endsWith("_link")) {
      const attribute = name.slice(0, -"_link".length);
      const isPlace = attribute === "account" || attribute === "region";
      const names = resource.links[attribute]?.types ?? (isPlace ? [attribute] : undefined);
      if (names !== undefined) return forwardField(node, key, attribute, names);
    }
    for (const linking of types) {
      const attribute = name.startsWith(`${linking.type}_by_`) ? name.slice(linking.type.length + "_by_".length) : "";
      if (attribute === "account" || attribute === "region" || Object.hasOwn(linking.links, attribute)) {
        const tree = items(node, { kind: "resource", resource: linking });
        return { kind: "reverse", key, type: linking.type, attribute, items: tree };
      }
    }
    // The schema that the text was validated with is made of the same types.
    throw new SekishoError("INTERNAL", `The selection schema has a field "${name}" that no resource type explains.`);
  }

  function forwardField(node: FieldNode, key: string, attribute: string, names: readonly string[]): SelectionField {
    const known = types.filter((type) => names.includes(type.type));
    const wrapped = known.length > 1;
    const targets: Record<string, SelectionTree> = {};
    for (const target of known) {
      // A kind of target of which nothing is selected still says of what kind it is.
      targets[target.type] = itemSets(node).reduce<SelectionTree>(
        (merged, set) =>
          partsFor(set, target.type, wrapped).reduce<SelectionTree>(
            (all, part) => mergeTrees(all, tree(part, { kind: "resource", resource: target })),
            merged,
          ),
        [],
      );
    }
    return { kind: "forward", key, attribute, targets, wrapped };
  }

  function partsFor(set: SelectionSetNode, type: string, wrapped: boolean): readonly SelectionSetNode[] {
    if (!wrapped) return [set];
    return set.selections.flatMap((selection) => {
      const found = selection.kind === Kind.FIELD ? undefined : inner(selection);
      if (found === undefined) return [];
      if (found.type === type) return [found.set];
      const isOfTarget = types.some((each) => each.type === found.type);
      return isOfTarget ? [] : partsFor(found.set, type, wrapped);
    });
  }

  return { fieldsOf, tree };
}

/** Lays two trees over one another, as GraphQL does with fields that are selected twice. */
function mergeTrees(first: SelectionTree, second: SelectionTree): SelectionTree {
  const merged = new Map<string, SelectionField>(first.map((field) => [field.key, field]));
  for (const field of second) {
    const before = merged.get(field.key);
    merged.set(field.key, before === undefined ? field : mergeFields(before, field));
  }
  return [...merged.values()];
}

function mergeFields(first: SelectionField, second: SelectionField): SelectionField {
  if (first.kind === "forward" && second.kind === "forward") {
    const targets: Record<string, SelectionTree> = { ...first.targets };
    for (const [type, tree] of Object.entries(second.targets)) targets[type] = mergeTrees(targets[type] ?? [], tree);
    return { ...first, targets };
  }
  if (first.kind === "objects" && second.kind === "objects") {
    return { ...first, items: mergeTrees(first.items, second.items) };
  }
  if (first.kind === "reverse" && second.kind === "reverse") {
    return { ...first, items: mergeTrees(first.items, second.items) };
  }
  return first;
}

/** Gives what GraphQL tells of a selection as problems of its file. */
export function failed(errors: readonly GraphQLError[], file: string): Checked<never> {
  return { ok: false, problems: sortProblems(errors.map((error) => toProblem("SELECTION_INVALID", error, file))) };
}

function toProblem(code: "SELECTION_INVALID" | "SELECTION_SYNTAX", error: GraphQLError, file: string): PolicyProblem {
  const [place] = error.locations ?? [];
  return {
    code,
    message: error.message,
    file: error.source?.name ?? file,
    row: place?.line ?? null,
    column: place?.column ?? null,
  };
}
